import type { TLSSocket } from 'node:tls'

/** By how much the other end's clock is ahead of ours, ms: it lies between the two, for an answer tells whole seconds. */
export type ClockOffset = { readonly leastMs: number; readonly mostMs: number; readonly atMs: number }

/** What the other end showed of itself. */
export type PeerFacts = {
  /** Undefined where it has not told the time. */
  readonly clockOffset: ClockOffset | undefined
  /** End of its certificate, Unix time, ms. */
  readonly certificateExpiresMs: number | undefined
}

const secondMs = 1000

/**
 * Bounds the offset of a clock by one answer: its time was that of the header `Date` at some moment between question and answer.
 *
 * @param date - As the header has it: whole seconds, cut off.
 * @param askedMs - When the question had left, Unix time, ms.
 * @param answeredMs - When the answer began to come.
 * @returns Undefined where the header is none, or our own clock was set meanwhile.
 */
export function clockOffsetOf(date: string | undefined, askedMs: number, answeredMs: number): ClockOffset | undefined {
  const dateMs = Date.parse(date ?? '')
  if (Number.isNaN(dateMs) || answeredMs < askedMs) return undefined
  return { leastMs: dateMs - answeredMs, mostMs: dateMs + secondMs - askedMs, atMs: answeredMs }
}

/** @returns End of the certificate that the other end has shown, Unix time, ms. */
export function certificateEnd(socket: TLSSocket): number | undefined {
  const endMs = Date.parse(socket.getPeerCertificate().valid_to ?? '')
  return Number.isNaN(endMs) ? undefined : endMs
}
