/** An RFC 9457 problem document of the hub, as the console needs it. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail?: string;
}

/** The hub answered with a problem. `problem.code` is the stable name of the fault. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
  }
}

/** No answer arrived: the hub, or the way to it, is down. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';

  constructor(cause: unknown) {
    super('the hub did not answer', { cause });
  }
}

/** What a person reads when something did not work: what happened and what to do next. */
export interface DisplayText {
  readonly title: string;
  readonly next: string;
  /** The hub's own words, where they add something. */
  readonly detail?: string;
  /** Trying the same again may help. */
  readonly retry: boolean;
}

/** By status: the hub's codes refine it in `detail`, and a proxy's answer has no code. */
const BY_STATUS: Record<number, Omit<DisplayText, 'detail'>> = {
  400: {
    title: 'The hub did not understand this request',
    next: 'Change the filter or the search; if a list was open for long, load it again.',
    retry: true,
  },
  401: {
    title: 'You are not signed in',
    next: 'Sign in again; your session has ended or the token is not valid.',
    retry: false,
  },
  403: {
    title: 'Your role may not see this',
    next: 'Ask a platform administrator for a role with this permission.',
    retry: false,
  },
  404: {
    title: 'There is nothing here',
    next: 'It may have been removed, or the address is mistyped. Go back to the list.',
    retry: false,
  },
  409: {
    title: 'Somebody was faster',
    next: 'This changed while you looked at it. Reload and look again.',
    retry: true,
  },
  429: {
    title: 'Too many requests',
    next: 'Wait a moment, then try again.',
    retry: true,
  },
  503: {
    title: 'The hub is starting or its database is away',
    next: 'Check /readyz on the hub: it names what is missing.',
    retry: true,
  },
};

/**
 * Turns whatever a call threw into display text. The one place of the console that does, so that
 * a fault reads the same on every page.
 */
export function describeProblem(error: unknown): DisplayText {
  if (error instanceof UnreachableError) {
    return {
      title: 'The hub does not answer',
      next: 'Check that the hub runs and that this computer reaches it. The console tries again by itself.',
      retry: true,
    };
  }
  if (error instanceof ApiError) return describeAnswer(error.problem);
  return {
    title: 'The console made a mistake',
    next: 'Reload the page. If it happens again, report it with the words below.',
    detail: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    retry: true,
  };
}

function describeAnswer(problem: Problem): DisplayText {
  const known = BY_STATUS[problem.status];
  const detail = problem.detail === undefined ? {} : { detail: problem.detail };
  if (known !== undefined) return { ...known, ...detail };
  return {
    title: problem.status >= 500 ? 'The hub failed to answer' : problem.title,
    next:
      problem.status >= 500
        ? 'Try again; if it persists, the hub’s log names the cause.'
        : 'Go back and try another way.',
    ...detail,
    retry: problem.status >= 500,
  };
}

/** True when the answer means: sign in first. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.problem.status === 401;
}

/** True when an aborted call threw, which is never worth telling anybody. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
