import { computed, type ReadonlySignal, signal } from '@preact/signals'

/** Speeds of playback, shown seconds per second. */
export const PLAYBACK_SPEEDS: readonly number[] = [-1000, -100, -10, -1, 1, 10, 100, 1000]

/** Which instant the pictures show. */
type Shown =
  /** The node's present. */
  | { readonly kind: 'live' }
  /** Another instant, which runs on from where it was set while it plays. */
  | {
      readonly kind: 'replay'
      /** Shown instant when it was set, Unix ms. */
      readonly fromMs: number
      /** Node's time when it was set, Unix ms. */
      readonly setAtMs: number
      readonly speed: number
      readonly isPlaying: boolean
    }

/** The instant that is shown at a time of the node, Unix ms. */
function shownAtMs(shown: Shown, nowMs: number): number {
  if (shown.kind === 'live') return nowMs
  const ranMs = shown.isPlaying ? (nowMs - shown.setAtMs) * shown.speed : 0
  return shown.fromMs + ranMs
}

/** The next speed up (+1) or down (−1) of those that there are. */
export function steppedSpeed(speed: number, step: 1 | -1): number {
  const index = PLAYBACK_SPEEDS.indexOf(speed)
  return PLAYBACK_SPEEDS[Math.min(PLAYBACK_SPEEDS.length - 1, Math.max(0, index + step))] ?? speed
}

/** The instant that all pictures of the console show, and how it runs. */
export type Playback = {
  readonly shown: ReadonlySignal<Shown>
  /** The shown instant once a second, Unix ms; absent while the present is shown. */
  readonly replayMs: ReadonlySignal<number | undefined>
  /** The shown instant to the millisecond. */
  readonly preciseMs: () => number
  /** Shown seconds per second; 0 while it stands. */
  readonly speed: () => number
  /** Shows an instant, whatever its distance from now; it goes on playing if it played. */
  readonly show: (shownMs: number) => void
  readonly setPlaying: (isPlaying: boolean) => void
  readonly setSpeed: (speed: number) => void
  readonly backToNow: () => void
}

/**
 * Makes the clock of what is shown; it starts live.
 * @param nowMs - The node's clock once a second. @param preciseNowMs - The same to the millisecond.
 */
export function createPlayback(nowMs: ReadonlySignal<number>, preciseNowMs: () => number): Playback {
  const shown = signal<Shown>({ kind: 'live' })
  const preciseMs = () => shownAtMs(shown.peek(), preciseNowMs())
  const change = (next: { speed?: number; isPlaying?: boolean; fromMs?: number }) => {
    const before = shown.peek()
    const running = before.kind === 'live' ? { speed: 1, isPlaying: true } : before
    shown.value = {
      kind: 'replay',
      fromMs: next.fromMs ?? preciseMs(),
      setAtMs: preciseNowMs(),
      speed: next.speed ?? running.speed,
      isPlaying: next.isPlaying ?? running.isPlaying,
    }
  }
  return {
    shown,
    replayMs: computed(() => (shown.value.kind === 'live' ? undefined : shownAtMs(shown.value, nowMs.value))),
    preciseMs,
    speed: () => {
      const now = shown.peek()
      if (now.kind === 'live') return 1
      return now.isPlaying ? now.speed : 0
    },
    show: (shownMs) => change({ fromMs: shownMs }),
    setPlaying: (isPlaying) => change({ isPlaying }),
    setSpeed: (speed) => change({ speed, isPlaying: true }),
    backToNow: () => {
      shown.value = { kind: 'live' }
    },
  }
}
