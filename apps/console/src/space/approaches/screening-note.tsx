import type { JSX } from 'preact'
import { useUtc } from '../../components/use-utc.ts'
import { duration, number } from '../../format/format.ts'
import { useConsole, useText } from '../../state/console.ts'
import { approachMessages } from './messages.ts'
import type { ApproachList } from './models.ts'

const MS_PER_DAY = 86_400_000

/** Which screening a list comes from: threshold, which time it covers, when it was computed, and how many objects were in and out. */
export function ScreeningNote(props: { readonly screening: NonNullable<ApproachList['screening']> }): JSX.Element {
  const { language, nowMs } = useConsole()
  const text = useText(approachMessages)
  const utc = useUtc()
  const { screening } = props
  return (
    <span title={utc(screening.finishedUtc)}>
      {text('rule', {
        km: screening.withinKm,
        from: utc(screening.startUtc),
        to: utc(Date.parse(screening.startUtc) + screening.days * MS_PER_DAY),
        span: duration((nowMs.value - Date.parse(screening.finishedUtc)) / 1000, language.value),
        objects: number(screening.objects, 0),
        leftOut: number(screening.leftOut, 0),
      })}
    </span>
  )
}
