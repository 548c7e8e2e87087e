import type { Priority } from '../api/models.ts'

/** Tones of one call: start, s; length, s; pitch, Hz. */
type Tone = readonly [startS: number, lengthS: number, pitchHz: number]

/** Each priority has its own rhythm, so that it is told apart without looking. */
const RHYTHMS: { readonly [P in Priority]?: readonly Tone[] } = {
  critical: [
    [0, 0.12, 880],
    [0.18, 0.12, 880],
    [0.36, 0.12, 880],
    [0.6, 0.3, 660],
  ],
  serious: [
    [0, 0.18, 587],
    [0.28, 0.3, 587],
  ],
}

/** A voice for new alerts. */
export type AlertVoice = {
  /** Sounds one call. @returns Whether the browser let it sound; it does after a first click or key. */
  readonly call: (priority: Priority) => boolean
}

/**
 * Makes the voice.
 * @param practice - Exercises and generated data have their own timbre, so that they are not taken for the real thing.
 */
export function createAlertVoice(practice: () => boolean): AlertVoice {
  let context: AudioContext | undefined
  return {
    call: (priority) => {
      const tones = RHYTHMS[priority]
      if (tones === undefined || navigator.userActivation?.hasBeenActive !== true) return false
      context ??= new AudioContext()
      for (const [startS, lengthS, pitchHz] of tones) {
        const oscillator = context.createOscillator()
        const gain = context.createGain()
        const atS = context.currentTime + startS
        oscillator.type = practice() ? 'triangle' : 'square'
        oscillator.frequency.value = pitchHz
        gain.gain.setValueAtTime(0, atS)
        gain.gain.linearRampToValueAtTime(0.12, atS + 0.01)
        gain.gain.setValueAtTime(0.12, atS + lengthS - 0.02)
        gain.gain.linearRampToValueAtTime(0, atS + lengthS)
        oscillator.connect(gain).connect(context.destination)
        oscillator.start(atS)
        oscillator.stop(atS + lengthS)
      }
      return true
    },
  }
}

/** Which call is due: new Criticals, else a new Serious; in a flood only Criticals. @returns The priority to sound. */
export function callFor(
  heard: ReadonlySet<string>,
  alerts: readonly {
    readonly id: string
    readonly priority: Priority
    readonly state: string
    readonly shelved: unknown
  }[],
  flood: boolean,
): Priority | undefined {
  const fresh = alerts.filter((alert) => alert.state === 'new' && alert.shelved === null && !heard.has(alert.id))
  if (fresh.some((alert) => alert.priority === 'critical')) return 'critical'
  return !flood && fresh.some((alert) => alert.priority === 'serious') ? 'serious' : undefined
}
