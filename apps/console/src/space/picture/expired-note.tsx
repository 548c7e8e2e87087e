import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { number } from '../../format/format.ts'
import { useConsole, useText } from '../../state/console.ts'
import { type CatalogueIndex, expiredCount, medianEpochMs } from '../catalogue/catalogue-rows.ts'
import { pictureMessages } from './messages.ts'

/**
 * Says that most of the catalogue is off the map at the shown time, and offers the time that it is about.
 * @param props.shownMs - Unix ms, in steps; what is expired changes slowly.
 */
export function ExpiredNote(props: { readonly index: CatalogueIndex; readonly shownMs: number }): JSX.Element | null {
  const { playback } = useConsole()
  const text = useText(pictureMessages)
  const { index, shownMs } = props
  const expired = useMemo(() => expiredCount(index, shownMs), [index, shownMs])
  const epochMs = useMemo(() => medianEpochMs(index), [index])
  if (epochMs === undefined || expired * 2 <= index.count) return null
  const all = number(index.count, 0)
  return (
    <div class="globe-note expired-note" role="status">
      <p>⚠ {text('mostlyExpired', { expired: number(expired, 0), all })}</p>
      <button type="button" class="primary" onClick={() => playback.show(epochMs)}>
        {text('showAtEpoch', { day: new Date(epochMs).toISOString().slice(0, 10) })}
      </button>
    </div>
  )
}
