/** One answer of the access matrix. */
export interface Cell {
  readonly route: string;
  readonly column: string;
  readonly status: string;
  /** What the table of roles says; undefined where nobody in particular is asked. */
  readonly may: boolean | undefined;
}

interface Exception {
  readonly routes: readonly string[];
  readonly who: keyof typeof groups;
  readonly because: string;
}

/** Columns by their names. */
const groups = {
  everybody: /^/,
  'tokens and links': /^(?:[hv]?(?:adm|pkg|pub|cab|sec|lic|ops|aud|usr)|ses|csrf)$/,
  'who holds another site': /^v/,
  vadm: /^vadm$/,
  adm: /^adm$/,
  page: /^page$/,
} as const;

/** Where the outcome is neither 2xx for whom the table of roles permits nor a refusal, and why. */
const exceptions: readonly Exception[] = [
  {
    routes: ['GET /api/docs/static/index.html'],
    who: 'everybody',
    because: 'leads to the folder, which is the page',
  },
  {
    routes: ['GET /api/session/begin/'],
    who: 'everybody',
    because: 'leads the browser to the provider',
  },
  {
    routes: ['GET /api/session/callback/'],
    who: 'page',
    because: 'leads the browser to where it came from, signed in',
  },
  {
    routes: ['GET /api/sign-in/:uid/'],
    who: 'everybody',
    because: 'leads the browser to the console’s page, which asks for the state',
  },
  {
    routes: [
      'GET /api/profile/',
      'POST /api/profile/passkeys/',
      'DELETE /api/profile/passkeys/:id/',
      'POST /api/profile/passkeys/options/',
      'POST /api/profile/password/',
      'POST /api/profile/recovery-codes/',
      'DELETE /api/profile/sessions/',
      'DELETE /api/profile/sessions/:id/',
      'POST /api/profile/totp/',
      'DELETE /api/profile/totp/',
      'POST /api/profile/totp/confirm/',
    ],
    who: 'tokens and links',
    because: 'only accounts of people have a profile',
  },
  {
    routes: ['PATCH /api/package-uploads/:id/'],
    who: 'tokens and links',
    because: 'only whose an upload is adds to it, and those that are asked for are of accounts',
  },
  {
    routes: [
      'GET /api/applications/:id/',
      'GET /api/audit/:id/',
      'GET /api/devices/',
      'GET /api/deployments/intents/:id/',
      'GET /api/deployments/intents/:id/devices/',
      'GET /api/deployments/intents/:id/devices/:device/',
      'POST /api/deployments/intents/',
      'POST /api/deployments/intents/:id/cancel/',
      'POST /api/deployments/intents/:id/retry/',
    ],
    who: 'who holds another site',
    because: 'what they may see is of their site, and what is asked for is not',
  },
  {
    routes: [
      'POST /api/grants/',
      'POST /api/grants/:id/revoke/',
      'POST /api/users/:id/grants/',
      'POST /api/service-tokens/',
      'POST /api/service-tokens/:id/revoke/',
    ],
    who: 'vadm',
    because: 'what is given or taken reaches a site that they do not hold',
  },
  {
    routes: ['POST /api/audit/witnesses/:relay/acknowledgement/'],
    who: 'adm',
    because: 'a person says so, no program',
  },
];

const textOf = ({ routes, who, because }: Exception): string =>
  `Exception for ${who}: ${because}:\n${routes.map((route) => `  ${route}\n`).join('')}`;

export const exceptionTexts: readonly string[] = exceptions.map(textOf);

/** Why a cell is other than the table of roles says; undefined when no exception speaks of it. */
export function exceptionOf({ route, column }: Cell): string | undefined {
  const found = exceptions.find(
    ({ routes, who }) => routes.includes(route) && groups[who].test(column),
  );
  return found && textOf(found);
}
