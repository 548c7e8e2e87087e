import { Check } from 'typebox/value'
import { Settings } from '../../api/contract/node.ts'
import type { Handlers, NodeContext } from '../context.ts'
import { checkSettings } from './check-settings.ts'
import { defaultSettings } from './default-settings.ts'

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

/** What is stored, with the members that it lacks from the defaults; lists are taken as they are. */
function filledFrom(defaults: unknown, stored: unknown): unknown {
  if (!isMembers(defaults) || !isMembers(stored)) return stored
  const filled = Object.entries(defaults).map(([name, value]) => [
    name,
    name in stored ? filledFrom(value, stored[name]) : value,
  ])
  return { ...stored, ...Object.fromEntries(filled) }
}

function isMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Settings, restored from the store; what a node was never told has its default. */
export function createSettingsService(context: NodeContext): SettingsService {
  const { store, clock, live, logger } = context
  const stored = store.get(place.collection, place.id)
  const merged = stored === undefined ? defaultSettings() : filledFrom(defaultSettings(), stored)
  let present = Check(Settings, merged) ? merged : defaultSettings()
  if (present !== merged) logger.error('the stored settings cannot be read: the defaults are used')
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
        if (members.length === 0) return present
        const text = `settings changed: ${members.join(', ')}`
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
        for (const listener of listeners) listener(body)
        live.publish({ kind: 'status' })
        return body
      },
    },
    close: async () => listeners.clear(),
  }
}
