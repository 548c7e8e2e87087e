import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Priority } from '../../api/models.ts'
import { Key } from '../../components/marks.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { useUtc } from '../../components/use-utc.ts'
import { useCommands, useConsole, useText } from '../../state/console.ts'
import { PLAYBACK_SPEEDS, steppedSpeed } from '../../state/playback.ts'
import { Icon } from './icons.tsx'
import { InstantField } from './instant-field.tsx'
import { pictureMessages } from './messages.ts'
import { parseInstant } from './parse-instant.ts'
import { barAnchorMs, barDays, barShare, SLIDER_REACH_MIN, SLIDER_STEP_MIN, thinMarks } from './time-bar-scale.ts'

/** A close approach on the bar. */
export type TimeMark = {
  readonly id: string
  readonly atMs: number
  readonly label: string
  /** Of its alert; absent for one without. */
  readonly priority: Priority | undefined
  /** 0 is the most urgent. */
  readonly rank: number
}

const MS_PER_MIN = 60_000
const MS_PER_DAY = 86_400_000
/** Dates stand at every other day. */
const DATE_EVERY_DAYS = 2
/** What a press of a step key moves by, minutes. */
const STEP_MIN = 10
/** Marks nearer than that, as a share of the bar, lie on one another. */
const LEAST_SHARE = 0.018

/** Keeps `at=` of the address and the shown instant the same: read when the page opens, written when the instant is set. */
function useInstantInAddress(): void {
  const { playback, router } = useConsole()
  useEffect(() => {
    const at = parseInstant(router.place.peek().query.get('at') ?? '')
    if (at !== undefined) {
      playback.show(at)
      playback.setPlaying(false)
    }
  }, [playback, router])
  useEffect(
    () =>
      playback.shown.subscribe((shown) => {
        const at = shown.kind === 'live' ? undefined : new Date(shown.fromMs).toISOString().replace(/\.\d+Z$/, 'Z')
        if ((router.place.peek().query.get('at') ?? undefined) !== at) router.setQuery({ at })
      }),
    [playback, router],
  )
}

function useTimeCommands(): { readonly step: (minutes: number) => void; readonly toggle: () => void } {
  const { playback } = useConsole()
  const text = useText(pictureMessages)
  const step = (minutes: number) => playback.show(playback.preciseMs() + minutes * MS_PER_MIN)
  const toggle = () => playback.setPlaying(playback.speed() === 0)
  const faster = (by: 1 | -1) => playback.setSpeed(steppedSpeed(playback.speed() === 0 ? 1 : playback.speed(), by))
  useCommands([
    { id: 'time.now', label: text('backToNow'), key: 'n', run: playback.backToNow },
    { id: 'time.toggle', label: text('playOrPause'), key: ' ', run: toggle },
    { id: 'time.back', label: text('stepBack'), key: ',', run: () => step(-STEP_MIN) },
    { id: 'time.on', label: text('stepOn'), key: '.', run: () => step(STEP_MIN) },
    { id: 'time.slower', label: text('slower'), key: '[', run: () => faster(-1) },
    { id: 'time.faster', label: text('faster'), key: ']', run: () => faster(1) },
  ])
  return { step, toggle }
}

/** Days under the bar: counted from now, or dates where it stands at another time. */
function DayNames(props: { readonly dayMs: number | undefined }): JSX.Element {
  const text = useText(pictureMessages)
  const utc = useUtc()
  const { dayMs } = props
  const name = (days: number): string => {
    // The time of day is midnight: the date alone says it.
    if (dayMs !== undefined) return utc(dayMs + days * MS_PER_DAY).replace(/ 00:00:00Z$/, '')
    return days === 0 ? text('now') : text('dayOffset', { days: `${days > 0 ? '+' : '−'}${Math.abs(days)}` })
  }
  return (
    <div class="time-days" aria-hidden="true">
      {barDays(dayMs === undefined ? 1 : DATE_EVERY_DAYS).map(({ days, share }) => (
        <span key={days} style={{ left: `${share * 100}%` }} class={days === 0 ? 'now' : ''}>
          {name(days)}
        </span>
      ))}
    </div>
  )
}

function Track(props: { readonly marks: readonly TimeMark[]; readonly onMark: (mark: TimeMark) => void }): JSX.Element {
  const { playback, nowMs } = useConsole()
  const utc = useUtc()
  const text = useText(pictureMessages)
  const replayMs = playback.replayMs.value
  const shownMs = replayMs ?? nowMs.value
  const day = useRef<number>(undefined)
  day.current = barAnchorMs(day.current, replayMs, nowMs.value)
  const anchorMs = day.current ?? nowMs.value
  const minutes = Math.round((shownMs - anchorMs) / MS_PER_MIN)
  const left = (atMs: number) => ({ left: `${(barShare(atMs, anchorMs) * 100).toFixed(2)}%` })
  return (
    <div class="time-track">
      <div class="time-marks">
        {thinMarks(props.marks, anchorMs, LEAST_SHARE).map((mark) => (
          <button
            type="button"
            key={mark.id}
            class="plain time-mark"
            style={left(mark.atMs)}
            title={mark.label}
            aria-label={mark.label}
            onClick={() => props.onMark(mark)}
          >
            {mark.priority === undefined ? <span class="tick" /> : <StatusMark status={mark.priority} word="" />}
          </button>
        ))}
      </div>
      <input
        type="range"
        min={-SLIDER_REACH_MIN}
        max={SLIDER_REACH_MIN}
        step={SLIDER_STEP_MIN}
        value={minutes}
        aria-label={text('shownTime')}
        aria-valuetext={utc(shownMs)}
        onInput={(event) =>
          playback.show(playback.preciseMs() + (event.currentTarget.valueAsNumber - minutes) * MS_PER_MIN)
        }
      />
      <DayNames dayMs={day.current} />
    </div>
  )
}

/** Which instant is shown, how it runs, and the close approaches around it. */
export function TimeBar(props: {
  readonly marks: readonly TimeMark[]
  readonly onMark: (mark: TimeMark) => void
}): JSX.Element {
  const { playback } = useConsole()
  const text = useText(pictureMessages)
  const utc = useUtc()
  useInstantInAddress()
  const { step, toggle } = useTimeCommands()
  const shown = playback.shown.value
  const replayMs = playback.replayMs.value
  const isPlaying = shown.kind === 'live' || shown.isPlaying
  return (
    <section class="time-bar" aria-label={text('timeBar')}>
      <button type="button" aria-label={text('stepBack')} title={text('stepBack')} onClick={() => step(-STEP_MIN)}>
        <Icon name="back" />
      </button>
      <button
        type="button"
        class={isPlaying ? 'primary' : ''}
        aria-label={text(isPlaying ? 'pause' : 'play')}
        title={text(isPlaying ? 'pause' : 'play')}
        onClick={toggle}
      >
        <Icon name={isPlaying ? 'pause' : 'play'} />
      </button>
      <button type="button" aria-label={text('stepOn')} title={text('stepOn')} onClick={() => step(STEP_MIN)}>
        <Icon name="on" />
      </button>
      <select
        aria-label={text('speed')}
        value={shown.kind === 'live' ? 1 : shown.speed}
        onChange={(event) => playback.setSpeed(Number(event.currentTarget.value))}
      >
        {PLAYBACK_SPEEDS.map((speed) => (
          <option key={speed} value={speed}>
            {`×${String(speed).replace('-', '−')}`}
          </option>
        ))}
      </select>
      <p class={`time-shown ${replayMs === undefined ? '' : 'replay'}`} aria-live="off">
        {replayMs === undefined ? text('atNow') : utc(replayMs)}
      </p>
      <InstantField />
      <button type="button" class="end" disabled={shown.kind === 'live'} onClick={playback.backToNow}>
        {text('backToNow')} <Key name="n" />
      </button>
      <Track {...props} />
    </section>
  )
}
