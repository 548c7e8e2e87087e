import type { Remedy } from '@yagura/core'

/** Codes whose status says more than their remedy does. */
const codesByStatus: Readonly<Record<number, readonly string[]>> = {
  400: ['api/invalid-request', 'catalogue/no-such-instant'],
  401: ['api/sign-in-required', 'officers/wrong-password'],
  403: [
    'api/administrator-only',
    'api/cross-site',
    'release/second-person',
    'rule/second-signature',
    'partners/second-signature',
    'source/path-not-allowed',
  ],
  404: [
    'alert/unknown',
    'api/not-found',
    'case/file-not-held',
    'case/unknown',
    'catalogue/unknown-object',
    'cyber/unknown-detection',
    'cyber/unknown-feed',
    'cyber/unknown-object',
    'jobs/unknown-job',
    'notification/unknown',
    'officer-key/unknown',
    'officers/unknown',
    'release/unknown',
    'rule/unknown',
    'screening/unknown-approach',
    'source/unknown',
    'watch/unknown-view',
    'partners/unknown',
    'partners/not-held',
    'taxii/unknown-account',
    'taxii/unknown-certificate',
  ],
  409: [
    'partners/no-identity',
    'alert/cannot-shelve',
    'alert/critical-alone',
    'case/closed',
    'catalogue/wrong-mode',
    'jobs/wrong-state',
    'officers/first-is-administrator',
    'officers/last-administrator',
    'officers/name-taken',
    'release/wrong-state',
    'screening/no-catalogue',
    'screening/none-finished',
    'taxii/name-taken',
    'watch/too-many-views',
  ],
  413: ['api/too-large'],
  415: ['api/media-type'],
  421: ['api/host-refused', 'api/unknown-proxy'],
  422: ['source/incomplete', 'source/not-data', 'source/unreadable', 'source/unusable-records'],
  429: ['api/too-many-requests', 'officers/too-many-attempts', 'source/held-back'],
  503: ['source/cannot-spool', 'store/cannot-write'],
}

const statusByRemedy: Readonly<Record<Remedy, number>> = {
  'correct-input': 422,
  'ask-originator': 422,
  'retry-later': 503,
  'call-operator': 500,
}

const statusByCode: ReadonlyMap<string, number> = new Map(
  Object.entries(codesByStatus).flatMap(([status, codes]) => codes.map((code) => [code, Number(status)] as const)),
)

/** HTTP status of an error by its code, else by its remedy. Source: RFC 9110 section 15. */
export function statusOf(code: string, remedy: Remedy): number {
  return statusByCode.get(code) ?? statusByRemedy[remedy]
}
