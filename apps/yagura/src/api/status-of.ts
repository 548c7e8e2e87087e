import type { Remedy } from '@yagura/core'

/** Status of each code that says more than its remedy does. */
const statusByCode: Readonly<Record<string, number>> = {
  'api/invalid-request': 400,
  'api/not-found': 404,
  'api/too-large': 413,
  'api/media-type': 415,
  'api/host-refused': 421,
  'api/cross-site': 403,
  'api/sign-in-required': 401,
  'api/administrator-only': 403,
  'api/too-many-requests': 429,
  'officers/wrong-password': 401,
  'officers/too-many-attempts': 429,
  'officers/name-taken': 409,
  'officers/unknown': 404,
  'officers/last-administrator': 409,
  'officers/first-is-administrator': 409,
}

const statusByRemedy: Readonly<Record<Remedy, number>> = {
  'correct-input': 422,
  'ask-originator': 422,
  'retry-later': 503,
  'call-operator': 500,
}

/** HTTP status of an error by its code, else by its remedy. Source: RFC 9110 section 15. */
export function statusOf(code: string, remedy: Remedy): number {
  return statusByCode[code] ?? statusByRemedy[remedy]
}
