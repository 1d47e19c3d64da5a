import { matchRoute } from './routes.ts';
import type { Route } from './routes.ts';

/**
 * Follows links of the console without loading the page again. Ordinary anchors everywhere: the
 * router takes over only plain left clicks on this origin that are not files of the hub.
 */
export class Router {
  readonly #onChange: (route: Route) => void;

  constructor(onChange: (route: Route) => void, signal: AbortSignal) {
    this.#onChange = onChange;
    window.addEventListener('popstate', () => this.#announce(), { signal });
    window.addEventListener('click', (event) => this.#click(event), { signal });
  }

  get route(): Route {
    return matchRoute(location.href);
  }

  navigate(address: string, options: { readonly replace?: boolean } = {}): void {
    const url = new URL(address, location.href);
    if (url.href === location.href) return;
    if (options.replace === true) history.replaceState(null, '', url);
    else history.pushState(null, '', url);
    this.#announce();
  }

  #announce(): void {
    this.#onChange(this.route);
  }

  #click(event: MouseEvent): void {
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
    if (!plain || event.altKey || event.defaultPrevented) return;
    const anchor = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (anchor === undefined || anchor.target !== '' || anchor.hasAttribute('download')) return;
    const url = new URL(anchor.href, location.href);
    if (url.origin !== location.origin || url.pathname.startsWith('/api/')) return;
    if (anchor.getAttribute('href')?.startsWith('#') === true) return;
    event.preventDefault();
    this.navigate(url.href);
  }
}
