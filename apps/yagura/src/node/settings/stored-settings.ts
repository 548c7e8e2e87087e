import { Check } from 'typebox/value'
import { Settings } from '../../api/contract/node.ts'
import { defaultSettings } from './default-settings.ts'

/** Settings as they were stored, with the defaults of members that are newer than they; undefined where they are none. */
export function readStoredSettings(stored: unknown): Settings | undefined {
  const filled = filledFrom(defaultSettings(), stored)
  return Check(Settings, filled) ? filled : undefined
}

/** Of settings that cannot be read as a whole, the members that can; the others are such that nothing is lost by them. */
export function whatCanBeRead(stored: unknown): Settings {
  const careful = { ...defaultSettings(), retention: keepAll }
  const filled = filledFrom(careful, stored)
  if (!isMembers(filled)) return careful
  const readable = Object.entries(Settings.properties).filter(([name, schema]) => Check(schema, filled[name]))
  const settings: unknown = { ...careful, ...Object.fromEntries(readable.map(([name]) => [name, filled[name]])) }
  return Check(Settings, settings) ? settings : careful
}

/** How long things are to be kept was said and cannot be read: nothing is removed until it is said again. */
const keepAll: Settings['retention'] = { elementSetDays: 36_500, screenings: 1000, logDays: 36_500 }

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
