import type { Settings } from '../../api/contract/node.ts'
import { UnusableSettingsError } from './settings-error.ts'

/** WCAG 2.2, success criterion 1.4.3: text that everybody must be able to read. */
const leastContrast = 4.5

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

function relativeLuminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(colour.slice(start, start + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [relativeLuminance(a), relativeLuminance(b)].sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

/**
 * Refuses settings that fit their schema and still make no sense.
 * @throws UnusableSettingsError
 */
export function checkSettings({ marking, places, watchEndsUtc, escalateAfterMin }: Settings): void {
  const found = contrast(marking.background, marking.colour)
  if (found < leastContrast) {
    throw new UnusableSettingsError(
      'marking/colour',
      `its contrast to the background is ${found.toFixed(1)}, and a marking that cannot be read is none; at least ${leastContrast} is needed`,
    )
  }
  for (const [index, place] of places.entries()) {
    const path = `places/${index}`
    if (!isTimeZone(place.timeZone)) {
      throw new UnusableSettingsError(`${path}/timeZone`, `${place.timeZone} is no time zone such as Asia/Tokyo`)
    }
    if (Math.abs(place.latDeg) > 90) throw new UnusableSettingsError(`${path}/latDeg`, 'a latitude is within ±90°')
    if (place.lonDeg < -180 || place.lonDeg > 360) {
      throw new UnusableSettingsError(`${path}/lonDeg`, 'a longitude is from −180° to 360°')
    }
    if (place.altM < -500 || place.altM > 10_000) {
      throw new UnusableSettingsError(`${path}/altM`, 'a height is from −500 m to 10,000 m')
    }
  }
  if (new Set(watchEndsUtc).size !== watchEndsUtc.length) {
    throw new UnusableSettingsError('watchEndsUtc', 'each time of day once')
  }
  if (escalateAfterMin.critical > escalateAfterMin.serious) {
    throw new UnusableSettingsError(
      'escalateAfterMin/critical',
      'a critical alert does not wait longer than a serious one',
    )
  }
}
