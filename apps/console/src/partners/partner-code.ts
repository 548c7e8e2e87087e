import type { Partner } from '../api/models.ts'

/**
 * What a partner is called in addresses and in a line: the code of its nation (ISO 3166-1 alpha-3), or the name of its node where
 * the nation has several.
 * @param partners - All of them.
 */
export function partnerCode(partner: Partner, partners: readonly Partner[]): string {
  const { party, node } = partner.card
  return partners.some(({ card }) => card.party === party && card.node !== node) ? node : party
}

/** The partner of a code, or of a node's name. */
export function partnerOf(code: string, partners: readonly Partner[]): Partner | undefined {
  return partners.find((partner) => partner.card.node === code || partnerCode(partner, partners) === code)
}

/** Status by which the state of a link is drawn: standby while it is waited for, nothing where it is suspended. */
export const LINK_STATUS = { ok: 'normal', waiting: 'advisory', failing: 'caution', suspended: 'off' } as const

/** Clocks that are surely farther apart are told of; the node itself raises an alert. */
export const CLOCKS_APART_S = 5
