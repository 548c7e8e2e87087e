import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { type Alert, PRIORITIES } from '../../api/models.ts'
import { PortionMark } from '../../components/marks.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import type { Column } from '../../components/table-types.ts'
import { Age } from '../../components/time.tsx'
import { useUtc } from '../../components/use-utc.ts'
import type { AgeLimitsS } from '../../format/format.ts'
import type { Text } from '../../i18n/text.ts'
import { markWidthPx } from '../../partners/marking/mark-width.ts'
import { RecordMark } from '../../partners/marking/marked.tsx'
import type { MarkingTools } from '../../partners/marking/marking-tools.ts'
import { useConsole, useText } from '../../state/console.ts'
import { queueMessages } from './messages.ts'
import type { DetectionRow } from './models.ts'

const DAY_S = 86_400

/** Up to which age what a rule or indicator says is fresh, old and stale: addresses of attackers live for weeks. */
const KNOWLEDGE_AGE_LIMITS_S: AgeLimitsS = [30 * DAY_S, 180 * DAY_S, 730 * DAY_S]

type Say = Text<keyof (typeof queueMessages)['en']>

/** Who owns the alert of a row: who acknowledged it. */
function ownerOf(row: DetectionRow, alerts: readonly Alert[] | undefined): string | undefined {
  const alert = alerts?.find(({ id }) => id === row.alertId)
  return alert?.acknowledged?.by
}

function Owner(props: { readonly row: DetectionRow }): JSX.Element {
  const { alerts } = useConsole()
  const text = useText(queueMessages)
  const { row } = props
  if (row.suppressedBy !== null) return <span class="muted">{text('suppressedNow')}</span>
  if (row.alertId === null) return <span class="muted">{text('over')}</span>
  const owner = ownerOf(row, alerts.value)
  return owner === undefined ? <strong>{text('nobody')}</strong> : <bdi>{owner}</bdi>
}

/** First and last without the seconds, which are told beside it and below. */
function Times(props: { readonly row: DetectionRow; readonly utc: (utc: string) => string }): JSX.Element {
  const { firstUtc, lastUtc } = props.row
  const short = (at: string): string => props.utc(at).replace(/:\d{2}Z$/, '')
  const words = firstUtc === lastUtc ? short(lastUtc) : `${short(firstUtc)} – ${short(lastUtc)}`
  return <small title={`${firstUtc} – ${lastUtc}`}>{words}Z</small>
}

const asset = (row: DetectionRow, text: Say): string => (row.asset === '' ? text('noAsset') : row.asset)

/** Whether a row rests on something that is marked by itself; a rule has the marking of the node. */
export function isMarked({ mark }: DetectionRow): boolean {
  return mark !== null && mark !== undefined
}

/** Columns of the queue. @param tools - Says markings. @param marks - Those of the rows, each once. */
export function useDetectionColumns(tools: MarkingTools, marks: readonly unknown[]): readonly Column<DetectionRow>[] {
  const { language } = useConsole()
  const spoken = language.value
  const widthPx = markWidthPx(marks.map((mark) => tools.portionOf(mark)[spoken]))
  const text = useText(queueMessages)
  const utc = useUtc()
  return useMemo(
    (): readonly Column<DetectionRow>[] => [
      {
        ...{ id: 'priority', title: text('priority'), widthPx: 82, text: (row) => row.priority },
        sortBy: (row) => PRIORITIES.indexOf(row.priority),
        cell: (row) => <StatusMark status={row.priority} />,
      },
      {
        ...{ id: 'times', title: text('times'), widthPx: 178 },
        text: (row) => `${utc(row.firstUtc)} – ${utc(row.lastUtc)}`,
        sortBy: (row) => row.lastUtc,
        cell: (row) => <Times row={row} utc={utc} />,
      },
      {
        ...{ id: 'what', title: text('what'), leastPx: 150, sortBy: (row) => row.title },
        text: (row) => text('grouped', { title: row.title, count: row.count }),
        cell: (row) => (
          <span class="what-hits" title={row.title}>
            <bdi>{row.title}</bdi> <b>({row.count})</b>
          </span>
        ),
      },
      { id: 'asset', title: text('asset'), widthPx: 100, text: (row) => asset(row, text), sortBy: (row) => row.asset },
      {
        ...{ id: 'source', title: text('source'), leastPx: 104 },
        text: (row) => `${row.source} ${row.sourceUtc ?? ''}`,
        cell: (row) => (
          <span title={row.source}>
            <Age sinceUtc={row.sourceUtc} limitsS={KNOWLEDGE_AGE_LIMITS_S} /> <bdi>{row.source}</bdi>
          </span>
        ),
      },
      {
        ...{ id: 'attack', title: text('attack'), widthPx: 62, text: (row) => row.techniques.join(' ') },
        cell: (row) => row.techniques.join(' '),
      },
      {
        ...{ id: 'mark', title: text('mark'), widthPx },
        text: (row) => (isMarked(row) ? tools.portionOf(row.mark)[spoken] : ''),
        cell: (row) => (isMarked(row) ? <RecordMark words={tools.portionOf(row.mark)} /> : <PortionMark />),
      },
      { id: 'owner', title: text('owner'), widthPx: 68, text: () => '', cell: (row) => <Owner row={row} /> },
    ],
    [text, utc, tools, spoken, widthPx],
  )
}
