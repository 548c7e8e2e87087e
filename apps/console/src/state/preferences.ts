import { type Signal, signal } from '@preact/signals'
import type { Language } from '../i18n/text.ts'

/** Looks of the console; none changes by itself on a watch screen. */
export type Theme = 'dark' | 'light' | 'night'
/** Looks in the order in which `D` steps through them. */
export const THEMES: readonly Theme[] = ['dark', 'light', 'night']

/** What an officer set on this browser. */
type Preferences = {
  readonly theme: Theme
  readonly language: Language
  /** Of the night theme, 0.3 … 1: never dark enough to hide an alert. */
  readonly brightness: number
  readonly density: 'compact' | 'regular'
  /** Whether keys without Control act (WCAG 2.1.4). */
  readonly singleKeys: boolean
  /** Own keys by id of the command; an empty text takes the key away. */
  readonly keys: Readonly<Record<string, string>>
  readonly sound: boolean
  /** Whether the globe is drawn; without it the lists hold the same objects. */
  readonly canvas: boolean
  /** Columns that a table leaves out, by id of the table. */
  readonly hiddenColumns: Readonly<Record<string, readonly string[]>>
  /** Number of the last log entry that was on the Watch page, by officer. */
  readonly lookedSeq: Readonly<Record<string, number>>
}

/** What an officer set, and how to change it. */
export type PreferenceStore = {
  readonly value: Signal<Preferences>
  readonly change: (changes: Partial<Preferences>) => void
}

const KEY = 'yagura.preferences'

/** The dimmest the night theme goes. */
export const LEAST_BRIGHTNESS = 0.3

function defaults(): Preferences {
  return {
    theme: 'dark',
    language: navigator.language.startsWith('ja') ? 'ja' : 'en',
    brightness: 1,
    density: 'compact',
    singleKeys: true,
    keys: {},
    sound: true,
    canvas: true,
    hiddenColumns: {},
    lookedSeq: {},
  }
}

/** Only members of the expected kind are taken from what was stored: another version may have written it. */
function stored(start: Preferences): Preferences {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}')
    if (typeof found !== 'object' || found === null) return start
    const known = Object.entries(found).filter(
      ([name, value]) => name in start && typeof value === typeof Reflect.get(start, name) && value !== null,
    )
    const merged: Preferences = { ...start, ...Object.fromEntries(known) }
    return {
      ...merged,
      theme: THEMES.includes(merged.theme) ? merged.theme : start.theme,
      language: merged.language === 'ja' ? 'ja' : 'en',
      brightness: Math.min(1, Math.max(LEAST_BRIGHTNESS, merged.brightness)),
    }
  } catch {
    // A private window, or a stored text that is no JSON: the console works with its defaults.
    return start
  }
}

/** Preferences of this browser. `?theme=`, `?lang=` of the first address are taken for this visit and not kept. */
export function createPreferences(visit: URLSearchParams): PreferenceStore {
  const start = stored(defaults())
  const theme = THEMES.find((one) => one === visit.get('theme')) ?? start.theme
  const language = visit.get('lang') === 'ja' ? 'ja' : visit.get('lang') === 'en' ? 'en' : start.language
  const value = signal<Preferences>({ ...start, theme, language })
  return {
    value,
    change: (changes) => {
      value.value = { ...value.value, ...changes }
      try {
        localStorage.setItem(KEY, JSON.stringify(value.value))
      } catch {
        // Nothing is lost but the memory of it.
      }
    },
  }
}
