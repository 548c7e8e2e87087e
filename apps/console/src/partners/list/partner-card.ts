import { canonicalBytes, checkJson, fingerprintOf } from '@yagura/record'
import type { OwnCard } from '../../api/models.ts'

/** The card of a partner, as its people hand it over. */
type PartnerCard = OwnCard['card']

/** A card and what its people read out of it, or what is wrong with the text. */
export type CardAnswer =
  | { readonly ok: true; readonly card: PartnerCard; readonly fingerprint: string }
  | { readonly ok: false; readonly reason: 'empty' | 'no-json' | 'no-card' }

const deepest = 4
const members = ['v', 'node', 'party', 'roots', 'log', 'cosign', 'tls', 'url'] as const

function isCard(value: unknown): value is PartnerCard {
  if (typeof value !== 'object' || value === null) return false
  const names = Object.keys(value)
  return names.length === members.length && members.every((name) => names.includes(name))
}

/**
 * Reads the text of a card. Whether each member is right is the node's to judge; the fingerprint is of all of them.
 * @param text - As it was pasted, or the content of a file.
 */
export function readCard(text: string): CardAnswer {
  if (text.trim() === '') return { ok: false, reason: 'empty' }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { ok: false, reason: 'no-json' }
  }
  if (!isCard(value) || checkJson(value, deepest) !== undefined) return { ok: false, reason: 'no-card' }
  return { ok: true, card: value, fingerprint: fingerprintOf(canonicalBytes(value)) }
}

/** How far a fingerprint that was heard agrees with the one that was computed. */
export type FingerprintAnswer =
  | { readonly state: 'same' | 'incomplete' | 'longer' }
  /** Number of the first group that is different, from 1. */
  | { readonly state: 'different'; readonly group: number }

const groupLength = 4

/**
 * Compares what the other side reads out with what was computed here, group by group: case and spacing do not count.
 * @param heard - As it was typed.
 * @param computed - Hex digits in groups of four.
 */
export function compareFingerprints(heard: string, computed: string): FingerprintAnswer {
  const plain = (text: string) => text.replace(/[\s:-]/g, '').toLowerCase()
  const [typed, wanted] = [plain(heard), plain(computed)]
  const at = [...typed].findIndex((digit, index) => index < wanted.length && digit !== wanted[index])
  if (at >= 0) return { state: 'different', group: Math.floor(at / groupLength) + 1 }
  if (typed.length > wanted.length) return { state: 'longer' }
  return { state: typed.length === wanted.length ? 'same' : 'incomplete' }
}
