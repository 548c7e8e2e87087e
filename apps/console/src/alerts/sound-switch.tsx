import type { JSX } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { duration } from '../format/format.ts'
import { useConsole, useText } from '../state/console.ts'
import { alertMessages } from './messages.ts'
import { callFor, createAlertVoice } from './sound.ts'

const MUTE_MS = 15 * 60_000
/** A Critical calls again after this long until somebody acknowledges it. */
const REPEAT_MS = 10_000

/** Sounds new alerts and shows whether it may; muted for 15 minutes at most. */
export function SoundSwitch(): JSX.Element {
  const { alerts, status, language, nowMs } = useConsole()
  const text = useText(alertMessages)
  const [mutedUntilMs, setMutedUntilMs] = useState(0)
  const heard = useRef(new Set<string>())
  const calledMs = useRef(0)
  const voice = useMemo(() => createAlertVoice(() => status.peek()?.mode !== 'REAL'), [status])
  const now = nowMs.value
  const muted = mutedUntilMs > now
  const list = alerts.value
  useEffect(() => {
    if (list === undefined || mutedUntilMs > nowMs.peek()) return
    const due = callFor(heard.current, list, status.peek()?.alerts.flood ?? false)
    const waiting = list.some((alert) => alert.priority === 'critical' && alert.state === 'new')
    const again = waiting && now - calledMs.current >= REPEAT_MS ? 'critical' : undefined
    const call = due ?? again
    if (call === undefined || !voice.call(call)) return
    calledMs.current = now
    for (const alert of list) heard.current.add(alert.id)
  }, [list, now, mutedUntilMs, nowMs, status, voice])
  return (
    <button
      type="button"
      class="plain sound"
      aria-pressed={muted}
      title={text(muted ? 'unmute' : 'mute')}
      aria-label={text(muted ? 'unmute' : 'mute')}
      onClick={() => setMutedUntilMs(muted ? 0 : nowMs.peek() + MUTE_MS)}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path
          d={
            muted
              ? 'M2 6h3l4-3v10L5 10H2zM11 6l4 4m0-4-4 4'
              : 'M2 6h3l4-3v10L5 10H2zM11 5.5a4 4 0 0 1 0 5M13 4a6 6 0 0 1 0 8'
          }
        />
      </svg>
      {muted ? <span>{text('muted', { span: duration((mutedUntilMs - now) / 1000, language.value) })}</span> : null}
    </button>
  )
}
