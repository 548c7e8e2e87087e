import { type Remedy, YaguraError } from '@yagura/core'
import { awayFromFullHour, fractionOf } from './back-off.ts'
import { isRefusal, wasNeverReached } from './celestrak-reader.ts'
import { excerpt } from './check-content.ts'
import { TooLargeError } from './content-errors.ts'
import { type FetchedHead, fetchBody } from './fetch-body.ts'
import { RefusedByServerError } from './fetch-errors.ts'
import { type Fetching, fetchSource, usualHeaders } from './fetch-source.ts'
import type { HttpRequest } from './http-exchange.ts'
import type { ReadOutcome, SourceReader } from './read-outcome.ts'
import { leastIntervalMin } from './source-definition.ts'
import type { SourceEntry } from './source-entry.ts'
import type { UsageGuard } from './usage-policy.ts'

/** Where Space-Track is, unless a test says otherwise. */
export const spaceTrackBaseUrl = 'https://www.space-track.org'

const dayMs = 86_400_000
const messageBytes = 4096
const signOutMs = 10_000
/** Signing in, asking, signing out. */
const requests = 3

const queries = {
  elements: '/basicspacedata/query/class/gp/decay_date/null-val/epoch/%3Enow-30/orderby/norad_cat_id/format/json',
  // Three days back: what was made while the node was down is not missed.
  cdm: '/basicspacedata/query/class/cdm_public/CREATED/%3Enow-3/orderby/CREATED/format/json',
} as const

/** Space-Track did not take the name and the password. */
export class SignInRefusedError extends YaguraError {
  override readonly name = 'SignInRefusedError'
  override readonly code = 'source/sign-in-refused'
  override readonly remedy: Remedy = 'correct-input'
  /** Name of the account. */
  readonly account: string

  constructor(hostname: string, account: string) {
    super(`${hostname} did not let the account ${account} sign in; give the source its name and password anew`)
    this.account = account
  }
}

/**
 * Reads Space-Track with the user's own account: signs in, asks once, signs out; never near the full or half hour by itself, and
 * each class at most as often as allowed, also across restarts.
 * Source: Space-Track API documentation and use guidelines.
 */
export function createSpaceTrackReader(
  fetching: Fetching,
  guard: UsageGuard,
  options: { readonly baseUrl: string; readonly newId: () => string },
): SourceReader {
  const gapMs = ({ definition }: SourceEntry): number =>
    leastIntervalMin('space-track', definition.reads, definition.location) * 60_000
  return {
    allowedFromMs: (entry) => guard.allowedFromMs(entry.definition.location, gapMs(entry)),
    spreadMs: awayFromFullHour,
    read: async (entry, signal): Promise<ReadOutcome> => {
      const thing = entry.definition.location
      await guard.take(thing, gapMs(entry), requests)
      try {
        return await readSignedIn(fetching, entry, options.baseUrl, signal)
      } catch (error) {
        // The class itself was not asked for yet.
        if (wasNeverReached(error) || error instanceof SignInRefusedError) await guard.giveBack(thing)
        if (!isRefusal(error)) throw error
        const forMs = dayMs * (1 + fractionOf(options.newId()) / 10)
        await guard.hold(forMs, `${error.facts.hostname} answered with status ${error.facts.status} and is left alone`)
        throw new RefusedByServerError({ ...error.facts, leftAloneUntilMs: fetching.clock.nowMs() + forMs })
      }
    },
  }
}

async function readSignedIn(
  fetching: Fetching,
  entry: SourceEntry,
  baseUrl: string,
  signal: AbortSignal,
): Promise<ReadOutcome> {
  const query = entry.definition.reads === 'cdm' ? queries.cdm : queries.elements
  const cookie = await signIn(fetching, entry, new URL('/ajaxauth/login', baseUrl), signal)
  try {
    const plan = { url: new URL(query, baseUrl), headers: { cookie }, redirects: 0 }
    return await fetchSource(fetching, entry, plan, signal)
  } finally {
    await signOut(fetching, entry, new URL('/ajaxauth/logout', baseUrl), cookie)
  }
}

async function signIn(fetching: Fetching, entry: SourceEntry, url: URL, signal: AbortSignal): Promise<string> {
  const { account } = entry
  if (account === undefined) throw new SignInRefusedError(url.hostname, 'nobody')
  const form = new URLSearchParams({ identity: account.name, password: account.password })
  const { head, text } = await say({ ...requestTo(fetching, entry, url, signal), form }).catch((error: unknown) => {
    if (error instanceof RefusedByServerError && error.facts.status === 401) {
      throw new SignInRefusedError(url.hostname, account.name)
    }
    throw error
  })
  // Space-Track answers 200 and {"Login":"Failed"} to a wrong password.
  const cookie = head.cookies.map((each) => each.split(';', 1)[0] ?? '').join('; ')
  if (cookie === '' || /failed/i.test(text)) throw new SignInRefusedError(url.hostname, account.name)
  return cookie
}

async function signOut(fetching: Fetching, entry: SourceEntry, url: URL, cookie: string): Promise<void> {
  const request = requestTo(fetching, entry, url, AbortSignal.timeout(signOutMs))
  try {
    await say({ ...request, headers: { ...request.headers, cookie } })
  } catch {
    // The data are here; a session that is not ended ends by itself at Space-Track.
  }
}

async function say(request: HttpRequest): Promise<{ readonly head: FetchedHead; readonly text: string }> {
  const pieces: Uint8Array[] = []
  let length = 0
  const head = await fetchBody(request, 0, async (piece) => {
    length += piece.length
    if (length > messageBytes) throw new TooLargeError(request.url.hostname, messageBytes)
    pieces.push(piece)
  })
  return { head, text: excerpt(Buffer.concat(pieces).toString('utf8')) }
}

function requestTo(fetching: Fetching, entry: SourceEntry, url: URL, signal: AbortSignal): HttpRequest {
  return {
    url,
    headers: usualHeaders(fetching.userAgent),
    allowPrivate: entry.definition.allowPrivateAddress,
    limits: fetching.limits,
    resolve: fetching.resolve,
    nowMs: fetching.clock.nowMs,
    signal,
  }
}
