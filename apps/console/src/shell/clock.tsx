import type { JSX } from 'preact'
import { dayOfYear, localTime, utcTimeOfDay } from '../format/format.ts'
import { useAsk } from '../state/ask.ts'
import { useConsole, useText } from '../state/console.ts'
import { shellMessages } from './messages.ts'
import { ReplayClock } from './replay-clock.tsx'

/** How many of the node's places have their clock in the bar. */
const BAR_CLOCKS = 2

/** The node's UTC with date and day of the year, and the time at the first places of the settings. */
export function Clocks(): JSX.Element {
  const { nowMs, language, status } = useConsole()
  const text = useText(shellMessages)
  const settings = useAsk('readSettings', status.value === undefined ? undefined : {}, ['settings/'])
  const atMs = nowMs.value
  const day = String(dayOfYear(atMs)).padStart(3, '0')
  return (
    <section class="clocks" aria-label={text('timeRegion')}>
      <ReplayClock />
      <div class="clock utc">
        <b>{utcTimeOfDay(atMs)} UTC</b>
        <small>
          {new Date(atMs).toISOString().slice(0, 10)} · D{day}
        </small>
      </div>
      {(settings.answer?.places ?? []).slice(0, BAR_CLOCKS).map((place) => {
        const local = localTime(atMs, place.timeZone, language.value)
        return (
          <div class="clock" key={place.name.en}>
            <b>{local.time}</b>
            <small>
              {place.name[language.value]} {local.date}
            </small>
          </div>
        )
      })}
    </section>
  )
}
