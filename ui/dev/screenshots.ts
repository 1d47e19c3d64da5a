import { openBrowser } from '../scripts/browser.ts';
import { takeScreenshots } from '../scripts/shots.ts';
import { MOCK_TOKEN } from './mock/answers.ts';
import { startPreview } from './preview.ts';

/** Pictures of every page with the mock hub, for looking at: `node ui/dev/screenshots.ts DIR`. */
const [out = 'screenshots'] = process.argv.slice(2);
await using served = await startPreview();
await using browser = await openBrowser(undefined);
const files = await takeScreenshots(browser, {
  url: served.url,
  token: MOCK_TOKEN,
  out,
  log: () => {},
});
console.log(`${files.length} pictures in ${out}`);
