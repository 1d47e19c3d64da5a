-- Room on each page for rows that are written again and again, so that no index has to follow them.
ALTER TABLE licenses.usage SET (fillfactor = 85);
ALTER TABLE devices.inventories SET (fillfactor = 70);
ALTER TABLE devices.collectors SET (fillfactor = 70);
ALTER TABLE portfolio.device_versions SET (fillfactor = 70);
ALTER TABLE ledger.incarnations SET (fillfactor = 80);
ALTER TABLE ledger.streams SET (fillfactor = 70);
