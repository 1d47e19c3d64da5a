import { registerIconLibrary } from '@awesome.me/webawesome/dist/components/icon/library.js';
import spriteUrl from '../styles/icons.svg?url';

/**
 * Points both of Web Awesome's icon libraries at the bundled sprite. Its defaults fetch from a
 * CDN and from data: URIs: neither works on an air-gapped hub with a strict content policy.
 */
export function useBundledIcons(): void {
  const library = {
    resolver: (name: string) => `${spriteUrl}#${name}`,
    // Without a view box of its own, an icon's invisible canvas is 300 pixels wide.
    mutator: (svg: SVGElement) => svg.setAttribute('viewBox', '0 0 16 16'),
    spriteSheet: true,
  };
  registerIconLibrary('default', library);
  registerIconLibrary('system', library);
}
