import type { Settings } from '../../api/models.ts'

/** Times of day as typed, `00:00, 8:00`. @returns Each as `08:00`, in order. */
export function watchEndsFrom(typed: string): readonly string[] {
  return typed
    .normalize('NFKC')
    .split(/[,、\s]+/)
    .filter((part) => part !== '')
    .map((part) => part.padStart(5, '0'))
    .sort()
}

/** Changes one member of a part of the settings. */
export function withPart<Part extends 'marking' | 'screening' | 'retention' | 'escalateAfterMin'>(
  settings: Settings,
  part: Part,
  changes: Partial<Settings[Part]>,
): Settings {
  return { ...settings, [part]: { ...settings[part], ...changes } }
}

/** Changes one place. */
export function withPlace(settings: Settings, index: number, changes: Partial<Settings['places'][number]>): Settings {
  return {
    ...settings,
    places: settings.places.map((place, at) => (at === index ? { ...place, ...changes } : place)),
  }
}

/** A place at the origin, to be filled in. */
export function withNewPlace(settings: Settings): Settings {
  const place = { name: { en: 'UTC', ja: 'UTC' }, timeZone: 'UTC', latDeg: 0, lonDeg: 0, altM: 0 }
  return { ...settings, places: [...settings.places, place] }
}

/** Leaves a place out. */
export function withoutPlace(settings: Settings, index: number): Settings {
  return { ...settings, places: settings.places.filter((_, at) => at !== index) }
}
