import { createServer } from 'node:http';
import { createForeignProvider, type ForeignSettings } from './foreign-provider.ts';

// A provider as a process of its own: settings as JSON in the first argument, "ready" when it serves.

const settings = JSON.parse(process.argv[2] ?? '') as ForeignSettings;
const handle = createForeignProvider(settings);
const server = createServer((request, response) => {
  handle(request, response).catch((error: unknown) => {
    response.statusCode = 500;
    response.end(String(error));
  });
});
const { hostname, port } = new URL(settings.issuer);
server.listen(Number(port), hostname, () => console.log('ready'));
process.on('SIGTERM', () => {
  server.closeAllConnections();
  server.close();
});
