-- What scanners said of a version, the latest of each. No row: it was not scanned.
CREATE TABLE packages.scans (
  version_id uuid NOT NULL REFERENCES packages.versions,
  scanner    text NOT NULL,
  at         timestamptz(3) NOT NULL,
  status     text NOT NULL,
  detail     text NOT NULL,
  PRIMARY KEY (version_id, scanner)
);
