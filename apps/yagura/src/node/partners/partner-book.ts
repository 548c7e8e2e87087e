import type { Store } from '@yagura/core'
import {
  type Marking,
  type Policies,
  parseVerifierKey,
  type Recipient,
  shippedPolicies,
  type VerifierKey,
} from '@yagura/record'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import { closed } from '../../api/contract/common.ts'
import { PartnerCard, PartnerClearance } from '../../api/contract/partners.ts'
import type { NodeContext } from '../context.ts'
import { beginHistory } from './channels/key-records.ts'
import { CardRefusedError, UnknownPartnerError } from './errors.ts'
import { cardFingerprint, type OwnIdentity } from './identity/own-identity.ts'

/** A partner as it is kept: pinned by people, never by first use. */
export const KeptPartner = closed({
  card: PartnerCard,
  clearance: PartnerClearance,
  suspended: Type.Boolean(),
  addedMs: Type.Number(),
  addedBy: Type.String(),
})
/** A partner as it is kept. */
export type KeptPartner = Static<typeof KeptPartner>

/** A partner with its keys opened. */
export type KnownPartner = KeptPartner & { readonly logKey: VerifierKey; readonly cosignKey: VerifierKey }

/** Whose keys are pinned here. */
export type PartnerBook = {
  readonly list: () => readonly KnownPartner[]
  /** @throws UnknownPartnerError */
  readonly get: (node: string) => KnownPartner
  readonly find: (node: string) => KnownPartner | undefined
  /** The partner whose certificate has this key, unless it is suspended. */
  readonly byPin: (pin: string) => KnownPartner | undefined
  /** Partners of a nation that are not suspended. */
  readonly ofParty: (party: string) => readonly KnownPartner[]
  /** @throws CardRefusedError (rejects) where the fingerprint is another, or the card cannot be one. */
  readonly add: (
    card: PartnerCard,
    fingerprint: string,
    clearance: PartnerClearance,
    signedBy: readonly string[],
  ) => Promise<void>
  readonly change: (
    node: string,
    changed: Partial<Pick<KeptPartner, 'suspended' | 'clearance'>>,
    signedBy: readonly string[],
  ) => Promise<void>
  readonly remove: (node: string, by: string) => Promise<void>
}

const collection = 'partners'

/**
 * What a partner is taken to handle until somebody says more: every policy known here, and of each only what is unclassified.
 *
 * @param policies - Those that are known here.
 */
export function defaultClearance(policies: Policies = shippedPolicies()): PartnerClearance {
  return { policies: [...policies.keys()].sort(), level: null, compartments: [] }
}

/** Opens the partners that a store keeps. */
export function openPartnerBook(context: NodeContext, identity: Pick<OwnIdentity, 'card'>): PartnerBook {
  const { store, clock } = context
  const partners = new Map(readPartners(store).map((partner) => [partner.card.node, partner]))
  const get = (node: string): KnownPartner => {
    const partner = partners.get(node)
    if (partner === undefined) throw new UnknownPartnerError(node)
    return partner
  }
  const keep = async (
    partner: KnownPartner,
    signedBy: readonly string[],
    kind: string,
    said: string,
  ): Promise<void> => {
    const [by = ''] = signedBy
    const text = signedBy.length > 1 ? `${said}, signed by ${signedBy.join(' and ')}` : said
    const { logKey: _, cosignKey: __, ...kept } = partner
    const { node } = partner.card
    const line = {
      atMs: clock.nowMs(),
      kind,
      subject: node,
      by,
      text,
      body: { fingerprint: cardFingerprint(kept.card) },
    }
    await store.commit({ append: [line], put: [{ collection, id: node, body: kept }] })
    partners.set(node, partner)
  }
  return {
    get,
    list: () => [...partners.values()],
    find: (node) => partners.get(node),
    byPin: (pin) => [...partners.values()].find(({ card, suspended }) => card.tls === pin && !suspended),
    ofParty: (party) => [...partners.values()].filter(({ card, suspended }) => card.party === party && !suspended),
    add: async (card, fingerprint, clearance, signedBy) => {
      checkFingerprint(card, fingerprint)
      checkStranger(card, identity.card, [...partners.values()])
      const opened = openPartner({
        card,
        clearance,
        suspended: false,
        addedMs: clock.nowMs(),
        addedBy: signedBy.join(', '),
      })
      if (opened === undefined) throw new CardRefusedError('its keys are not of the form, or not under its name')
      await keep(opened, signedBy, 'partner/added', `${card.node} (${card.party}) is a partner now`)
    },
    change: async (node, changed, signedBy) => {
      const next = { ...get(node), ...changed }
      const text = next.suspended ? `${node} is suspended` : `${node} may ask and is asked`
      await keep(next, signedBy, next.suspended ? 'partner/suspended' : 'partner/changed', text)
    },
    remove: async (node, by) => {
      get(node)
      const text = `${node} is no partner any more; what came from it stays`
      const line = { atMs: clock.nowMs(), kind: 'partner/removed', subject: node, by, text, body: {} }
      await store.commit({ append: [line], remove: [{ collection, id: node }] })
      partners.delete(node)
    },
  }
}

function readPartners(store: Store): readonly KnownPartner[] {
  return store.list(collection).flatMap(({ body }) => {
    const opened = Check(KeptPartner, body) ? openPartner(body) : undefined
    return opened === undefined ? [] : [opened]
  })
}

function openPartner(kept: KeptPartner): KnownPartner | undefined {
  const { card } = kept
  const log = parseVerifierKey(card.log)
  const cosign = parseVerifierKey(card.cosign)
  if (!log.ok || !cosign.ok || beginHistory(card) === undefined) return undefined
  if (log.key.type !== 'ed25519' || cosign.key.type !== 'cosignature') return undefined
  if (log.key.name !== card.node || cosign.key.name !== card.node) return undefined
  return { ...kept, logKey: log.key, cosignKey: cosign.key }
}

/** A fingerprint is no secret; groups and case are for people. */
function checkFingerprint(card: PartnerCard, fingerprint: string): void {
  const plain = (text: string): string => text.replace(/[\s:-]/g, '').toLowerCase()
  if (plain(fingerprint) === plain(cardFingerprint(card))) return
  throw new CardRefusedError(
    'the fingerprint that was given is not the card’s: this is not the card that its people hold',
  )
}

function checkStranger(card: PartnerCard, own: PartnerCard, others: readonly KnownPartner[]): void {
  if (card.node === own.node) throw new CardRefusedError('it is this node’s own')
  const keysOf = ({ roots, log, cosign, tls }: PartnerCard): readonly string[] => [
    ...[...roots, tls],
    ...[log, cosign].map((key) => key.split('+').slice(2).join('+').slice(-43)),
  ]
  const rest = [own, ...others.map((other) => other.card).filter(({ node }) => node !== card.node)]
  const known = new Set(rest.flatMap(keysOf))
  if (keysOf(card).some((key) => known.has(key))) throw new CardRefusedError('one of its keys is another node’s')
  const before = others.find((other) => other.card.node === card.node)
  if (before === undefined) return
  if (cardFingerprint(before.card) === cardFingerprint(card)) throw new CardRefusedError('it is pinned already')
  throw new CardRefusedError(`other keys are pinned for ${card.node}; remove that partner first if its people say so`)
}

/**
 * @param usual - What a nation of which no partner is known is taken to handle.
 * @returns Those who would receive a record in the nation of a partner, as the guard of every exit wants to know them.
 */
export function recipientsOf(
  book: PartnerBook,
  nation: string,
  { mode, lvl }: Marking,
  usual: PartnerClearance,
): readonly Recipient[] {
  const clearances = book.ofParty(nation).map(({ clearance }) => clearance)
  return (clearances.length === 0 ? [usual] : clearances).map(({ policies, level, compartments }) => ({
    ...{ nation, mode, grade: 'release' as const, policies, compartments },
    // What is unclassified needs no clearance, in the words of whichever policy.
    ...(level === null || lvl === 0 ? {} : { clearance: level }),
  }))
}
