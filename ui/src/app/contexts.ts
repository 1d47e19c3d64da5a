import { createContext } from '@lit/context';
import type { Api } from '../api/client.ts';
import type { Session } from '../api/types.ts';
import type { Uploads } from './uploads.ts';
import type { LiveFeed } from '../live/feed.ts';
import type { Ticker } from '../live/ticker.ts';

/** Goes to an address of the console. `replace` leaves no step in the browser's history. */
export type Navigate = (address: string, options?: { readonly replace?: boolean }) => void;
/** Says something to people who listen rather than look. */
export type Announce = (message: string) => void;

// One context per need: an element asks for the narrowest one (never for an application object).
export const apiContext = createContext<Api>('api');
export const sessionContext = createContext<Session | undefined>('session');
export const liveContext = createContext<LiveFeed>('live');
export const uploadsContext = createContext<Uploads>('uploads');
export const tickerContext = createContext<Ticker>('ticker');
export const navigateContext = createContext<Navigate>('navigate');
export const announceContext = createContext<Announce>('announce');
