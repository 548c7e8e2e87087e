import type { Settings } from '../../api/contract/node.ts'
import type { Handlers, NodeContext } from '../context.ts'
import { checkSettings } from './check-settings.ts'
import { defaultSettings } from './default-settings.ts'
import { readStoredSettings, whatCanBeRead } from './stored-settings.ts'

/** The settings of a node. */
export type SettingsService = {
  readonly handlers: Handlers<'readSettings' | 'changeSettings'>
  /** As they stand. */
  readonly settings: () => Settings
  /** Told after a change was written. @returns Ends the subscription. */
  readonly onChange: (listener: (settings: Settings) => void) => () => void
  readonly close: () => Promise<void>
}

const place = { collection: 'settings', id: 'node' }

function changedMembers(before: Settings, after: Settings): readonly string[] {
  const old: Readonly<Record<string, unknown>> = before
  return Object.entries(after)
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(old[name]))
    .map(([name]) => name)
}

/**
 * Settings, restored from the store; what a node was never told has its default. Where some of what is stored cannot be read,
 * the rest holds until somebody saves settings anew.
 */
export function createSettingsService(context: NodeContext): SettingsService {
  const { store, clock, live } = context
  const stored = store.get(place.collection, place.id)
  const read = stored === undefined ? defaultSettings() : readStoredSettings(stored)
  let present = read ?? whatCanBeRead(stored)
  let isReadable = read !== undefined
  const listeners = new Set<(settings: Settings) => void>()
  return {
    settings: () => present,
    onChange: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    handlers: {
      readSettings: async () => present,
      changeSettings: async ({ body }, { officer }) => {
        checkSettings(body)
        const members = changedMembers(present, body)
        if (members.length === 0 && isReadable) return present
        const text = `settings changed: ${members.join(', ') || 'what could not be read is as shown from now on'}`
        const line = {
          atMs: clock.nowMs(),
          kind: 'settings/changed',
          subject: '',
          by: officer,
          text,
          body: { members },
        }
        await store.commit({ put: [{ ...place, body }], append: [line] })
        present = body
        isReadable = true
        for (const listener of listeners) listener(body)
        live.publish({ kind: 'status' })
        return body
      },
    },
    close: async () => listeners.clear(),
  }
}
