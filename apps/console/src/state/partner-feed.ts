import { type ReadonlySignal, signal } from '@preact/signals'
import type { Client } from '../api/client.ts'
import type { LogEntry, OwnCard, Partner } from '../api/models.ts'
import { createOnce } from './once.ts'

/** How often the links to partners are looked at: their age is shown in seconds. */
const EVERY_MS = 10_000

/** What the shell follows of partners. */
type PartnerFeed = {
  readonly ownCard: ReadonlySignal<OwnCard | undefined>
  readonly partners: ReadonlySignal<readonly Partner[] | undefined>
  readonly refreshPartners: () => Promise<void>
  /** Asks whether the node has keys of its own; where it has, its partners are followed. */
  readonly start: () => Promise<void>
  readonly stop: () => void
}

/** Follows the links to partners, where the node has any. @param onLog - Hears each entry of the log. */
export function createPartnerFeed(
  client: Client,
  onLog: (listener: (entry: LogEntry) => void) => () => void,
): PartnerFeed {
  const ownCard = signal<OwnCard | undefined>(undefined)
  const partners = signal<readonly Partner[] | undefined>(undefined)
  let timer: ReturnType<typeof setInterval> | undefined
  const refreshPartners = createOnce(async () => {
    const result = await client.ask('listPartners')
    if (result.ok) partners.value = result.answer.items
  })
  onLog((entry) => {
    if (ownCard.value !== undefined && entry.kind.startsWith('partner/')) void refreshPartners()
  })
  const stop = () => {
    clearInterval(timer)
    ownCard.value = undefined
    partners.value = undefined
  }
  return {
    ownCard,
    partners,
    refreshPartners,
    start: async () => {
      clearInterval(timer)
      const result = await client.ask('readOwnCard')
      if (!result.ok) return
      ownCard.value = result.answer
      timer = setInterval(() => void refreshPartners(), EVERY_MS)
      await refreshPartners()
    },
    stop,
  }
}
