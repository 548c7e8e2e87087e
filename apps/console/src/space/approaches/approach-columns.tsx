import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { PRIORITIES } from '../../api/models.ts'
import { PortionMark } from '../../components/marks.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import type { Column } from '../../components/table-types.ts'
import { UtcTime } from '../../components/time.tsx'
import { useUtc } from '../../components/use-utc.ts'
import { duration, ELEMENT_AGE_LIMITS_S, number, probability } from '../../format/format.ts'
import type { Text } from '../../i18n/text.ts'
import { useConsole, useText } from '../../state/console.ts'
import { listedName } from '../catalogue/object-label.ts'
import { approachMessages } from './messages.ts'
import type { ApproachMessageId } from './messages-en.ts'
import type { ApproachRow } from './models.ts'

/** From which age on elements are stale, days. */
const STALE_DAYS = ELEMENT_AGE_LIMITS_S[1] / 86_400

/** Characters of an instant without its year. */
const SHORT_UTC = '22 Nov 03:41:07Z'.length

function stateId(state: string): 'new' | 'acknowledged' | 'cleared' | 'none' {
  return state === 'new' || state === 'acknowledged' || state === 'cleared' ? state : 'none'
}

function Name(props: { readonly party: ApproachRow['primary'] }): JSX.Element {
  const { status } = useConsole()
  const name = props.party.name ?? String(props.party.id)
  return <bdi title={`${name} · ${props.party.id}`}>{listedName(name, status.value?.mode)}</bdi>
}

/** How long until TCA; with a minus sign where it has passed. */
function TimeLeft(props: { readonly utc: string }): JSX.Element {
  const { language, nowMs } = useConsole()
  const leftS = (Date.parse(props.utc) - nowMs.value) / 1000
  return (
    <span>
      {leftS < 0 ? '−' : ''}
      {duration(leftS, language.value)}
    </span>
  )
}

/** R, T and N at TCA, km, in the primary's frame. */
function rtnText(row: ApproachRow): string {
  return [row.radialKm, row.transverseKm, row.normalKm].map((km) => number(km, 3).replace('-', '−')).join(' / ')
}

/** How urgent a row is, 0 the most; 4 without an alert. */
export function priorityRank(row: ApproachRow): number {
  return row.priority === null ? PRIORITIES.length : PRIORITIES.indexOf(row.priority)
}

type Say = Text<ApproachMessageId>

/** Which approach it is: how urgent, when, and between whom. */
function identityColumns(text: Say, utc: (utc: string) => string, tcaPx: number): readonly Column<ApproachRow>[] {
  return [
    {
      id: 'priority',
      title: text('priority'),
      widthPx: 80,
      text: (row) => row.priority ?? '',
      sortBy: priorityRank,
      cell: (row) =>
        row.priority === null ? <span class="muted">{text('noAlert')}</span> : <StatusMark status={row.priority} />,
    },
    {
      id: 'state',
      title: text('state'),
      widthPx: 60,
      text: (row) => text(stateId(row.state)),
      cell: (row) => (row.state === 'new' ? <strong>{text('new')}</strong> : <span>{text(stateId(row.state))}</span>),
    },
    {
      id: 'tca',
      title: text('tca'),
      widthPx: tcaPx,
      text: (row) => utc(row.tcaUtc),
      sortBy: (row) => Date.parse(row.tcaUtc),
      cell: (row) => <UtcTime utc={row.tcaUtc} />,
    },
    {
      id: 'in',
      title: text('in'),
      widthPx: 82,
      align: 'right',
      text: (row) => utc(row.tcaUtc),
      cell: (row) => <TimeLeft utc={row.tcaUtc} />,
    },
    {
      id: 'primary',
      title: text('primary'),
      text: (row) => row.primary.name ?? String(row.primary.id),
      cell: (row) => <Name party={row.primary} />,
    },
    {
      id: 'secondary',
      title: text('secondary'),
      text: (row) => row.secondary.name ?? String(row.secondary.id),
      cell: (row) => <Name party={row.secondary} />,
    },
  ]
}

/** How near, how likely, and what that rests on. */
function judgementColumns(text: Say, portion: string): readonly Column<ApproachRow>[] {
  return [
    {
      id: 'miss',
      title: text('miss'),
      widthPx: 56,
      align: 'right',
      text: (row) => number(row.missKm, 3),
      sortBy: (row) => row.missKm,
      cell: (row) => <strong>{number(row.missKm, 3)}</strong>,
    },
    {
      id: 'maxPc',
      title: text('pc'),
      widthPx: 62,
      align: 'right',
      text: (row) => text('bound', { pc: probability(row.maxPc) }),
      sortBy: (row) => row.maxPc,
    },
    { id: 'rtn', title: text('rtn'), widthPx: 136, align: 'right', text: rtnText },
    {
      id: 'oldest',
      title: text('oldest'),
      widthPx: 64,
      align: 'right',
      text: (row) =>
        text(row.oldestElementsDays >= STALE_DAYS ? 'staleAge' : 'ageDays', {
          days: number(row.oldestElementsDays, 1),
        }),
    },
    { id: 'mark', title: text('mark'), widthPx: 96, text: () => portion, cell: () => <PortionMark /> },
    {
      id: 'decision',
      title: text('decision'),
      widthPx: 120,
      text: (row) => (row.decision === null ? '' : text(row.decision)),
    },
    { id: 'method', title: text('method'), widthPx: 112, text: () => text('socrates') },
    {
      id: 'speed',
      title: text('speed'),
      widthPx: 70,
      align: 'right',
      hiddenAtFirst: true,
      text: (row) => number(row.relativeSpeedKmPerS, 3),
      sortBy: (row) => row.relativeSpeedKmPerS,
    },
  ]
}

/**
 * The columns of close approaches, the same on both pages; what the node can sort by can be sorted.
 * @param startUtc - Of the screening: instants of another year than the present are wider by that year.
 */
export function useApproachColumns(startUtc: string | undefined): readonly Column<ApproachRow>[] {
  const { language, status } = useConsole()
  const text = useText(approachMessages)
  const utc = useUtc()
  const portion = status.value?.marking.portion[language.value] ?? ''
  const tcaPx = startUtc === undefined || utc(startUtc).length <= SHORT_UTC ? 116 : 150
  return useMemo(
    () => [...identityColumns(text, utc, tcaPx), ...judgementColumns(text, portion)],
    [text, utc, tcaPx, portion],
  )
}
