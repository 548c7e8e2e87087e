import { AlertState } from '../../alerts/alert-card.tsx'
import { rankOf } from '../../alerts/tray-order.ts'
import type { Alert } from '../../api/models.ts'
import { NodeText } from '../../components/node-text.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import type { Column } from '../../components/table-types.ts'
import type { Text } from '../../i18n/text.ts'
import { type MarkWords, markColumn } from '../../partners/marking/mark-column.tsx'

type Words = Text<
  'priority' | 'state' | 'what' | 'rule' | 'first' | 'last' | 'actBy' | 'count' | 'watch' | 'mark' | Alert['state']
>

/**
 * Columns of a list of alerts.
 * @param utcOf - From `useUtc`.
 * @param say - From `useNodeText`.
 * @param marks - Of what is listed.
 */
export function alertColumns(
  text: Words,
  utcOf: (utc: string) => string,
  say: (title: string) => string,
  marks: MarkWords,
): readonly Column<Alert>[] {
  const time = (id: 'first' | 'last' | 'actBy', of: (alert: Alert) => string | null): Column<Alert> => ({
    id,
    title: text(id),
    widthPx: 114,
    text: (alert) => {
      const utc = of(alert)
      return utc === null ? '' : utcOf(utc)
    },
    sortBy: (alert) => of(alert) ?? undefined,
  })
  return [
    {
      id: 'priority',
      title: text('priority'),
      widthPx: 100,
      cell: (alert) => <StatusMark status={alert.priority} />,
      text: (alert) => alert.priority,
      sortBy: (alert) => rankOf(alert.priority),
    },
    {
      id: 'state',
      title: text('state'),
      widthPx: 130,
      cell: (alert) => (alert.acknowledged === null ? <b>{text(alert.state)}</b> : <AlertState alert={alert} />),
      text: (alert) => text(alert.state),
      sortBy: (alert) => alert.state,
    },
    {
      id: 'what',
      title: text('what'),
      cell: (alert) => (
        <span title={alert.title}>
          <NodeText text={alert.title} />
        </span>
      ),
      text: (alert) => say(alert.title),
      sortBy: (alert) => alert.title,
    },
    {
      id: 'rule',
      title: text('rule'),
      widthPx: 110,
      text: (alert) => alert.ruleId,
      sortBy: (alert) => alert.ruleId,
      // Marks need its room: what an alert says comes before what found it.
      hiddenAtFirst: marks.besides !== '',
    },
    time('first', (alert) => alert.firstUtc),
    { ...time('last', (alert) => alert.lastUtc), hiddenAtFirst: true },
    time('actBy', (alert) => alert.actByUtc),
    {
      id: 'count',
      title: text('count'),
      widthPx: 70,
      align: 'right',
      text: (alert) => String(alert.count),
      sortBy: (alert) => alert.count,
    },
    {
      id: 'watch',
      title: text('watch'),
      widthPx: 70,
      text: (alert) => alert.watchId,
      sortBy: (alert) => alert.watchId,
      hiddenAtFirst: true,
    },
    markColumn(text('mark'), ({ marking }) => marking, marks),
  ]
}
