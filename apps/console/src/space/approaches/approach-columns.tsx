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
import { stateIds } from './approach-state.ts'
import { approachMessages } from './messages.ts'
import type { ApproachMessageId } from './messages-en.ts'
import type { ApproachRow } from './models.ts'
import { PartnerMarks } from './partner-marks.tsx'

/** From which age on elements are stale, days. */
const STALE_DAYS = ELEMENT_AGE_LIMITS_S[1] / 86_400

/** The least of a name that still tells objects apart, px. */
const NAME_PX = 100

/** Width of the column of portion marks: as long as the node's own mark is, within bounds, px. */
function markPx(portion: string): number {
  const charactersPx = [...portion].reduce((sum, character) => sum + (/[\u3000-\uffef]/.test(character) ? 11.5 : 8), 0)
  return Math.min(96, Math.max(32, Math.ceil(charactersPx) + 14))
}

/** Characters of an instant without its year. */
const SHORT_UTC = '22 Nov 03:41:07Z'.length

function State(props: { readonly row: ApproachRow }): JSX.Element {
  const text = useText(approachMessages)
  const words = stateIds(props.row).map((id) => text(id))
  const said = words.join(' · ')
  return props.row.state === 'new' ? <strong title={said}>{said}</strong> : <span title={said}>{said}</span>
}

function Name(props: { readonly party: ApproachRow['primary'] }): JSX.Element {
  const { status } = useConsole()
  const name = props.party.name ?? String(props.party.id)
  const listed = listedName(name, status.value?.mode)
  // Names of a family differ in their last word: where there is little room the first ones are cut.
  const at = listed.lastIndexOf(' ')
  return (
    <bdi class="cut-name" title={`${name} · ${props.party.id}`}>
      <span>{listed.slice(0, Math.max(at, 0))}</span>
      <span>{listed.slice(Math.max(at, 0))}</span>
    </bdi>
  )
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
function rtnText(row: ApproachRow, decimals: number): string {
  return [row.radialKm, row.transverseKm, row.normalKm].map((km) => number(km, decimals).replace('-', '−')).join(' / ')
}

/** How urgent a row is, 0 the most; 4 without an alert. */
export function priorityRank(row: ApproachRow): number {
  return row.priority === null ? PRIORITIES.length : PRIORITIES.indexOf(row.priority)
}

type Say = Text<ApproachMessageId>

/** Which approach it is: how urgent, when, and between whom. */
function identityColumns(
  text: Say,
  utc: (utc: string) => string,
  { tcaPx, spanPx }: { readonly tcaPx: number; readonly spanPx: number },
): readonly Column<ApproachRow>[] {
  return [
    {
      id: 'priority',
      title: text('priority'),
      widthPx: 82,
      text: (row) => row.priority ?? '',
      sortBy: priorityRank,
      cell: (row) =>
        row.priority === null ? <span class="muted">{text('noAlert')}</span> : <StatusMark status={row.priority} />,
    },
    {
      id: 'state',
      title: text('state'),
      widthPx: 62,
      text: (row) =>
        stateIds(row)
          .map((id) => text(id))
          .join(' · '),
      cell: (row) => <State row={row} />,
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
      widthPx: spanPx,
      align: 'right',
      text: (row) => utc(row.tcaUtc),
      cell: (row) => <TimeLeft utc={row.tcaUtc} />,
    },
    {
      id: 'primary',
      title: text('primary'),
      leastPx: NAME_PX,
      text: (row) => row.primary.name ?? String(row.primary.id),
      cell: (row) => <Name party={row.primary} />,
    },
    {
      id: 'secondary',
      title: text('secondary'),
      leastPx: NAME_PX,
      text: (row) => row.secondary.name ?? String(row.secondary.id),
      cell: (row) => <Name party={row.secondary} />,
    },
  ]
}

/** How near, how likely, and what that rests on. */
function judgementColumns(text: Say, portion: string, language: 'en' | 'ja'): readonly Column<ApproachRow>[] {
  return [
    {
      id: 'miss',
      title: text('miss'),
      widthPx: 50,
      align: 'right',
      text: (row) => number(row.missKm, 3),
      sortBy: (row) => row.missKm,
      cell: (row) => <strong>{number(row.missKm, 3)}</strong>,
    },
    {
      id: 'maxPc',
      // One method serves all rows until covariances are known; it stands in the head, each value says that it is a bound.
      title: text('pc'),
      widthPx: 84,
      align: 'right',
      text: (row) => text('bound', { pc: probability(row.maxPc) }),
      sortBy: (row) => row.maxPc,
    },
    {
      id: 'rtn',
      title: text('rtn'),
      widthPx: 118,
      align: 'right',
      text: (row) => rtnText(row, 3),
      // Metres of each axis are on the page of the encounter: here all three numbers are whole.
      cell: (row) => <small title={rtnText(row, 3)}>{rtnText(row, 2)}</small>,
    },
    {
      id: 'oldest',
      title: text('oldest'),
      widthPx: 44,
      align: 'right',
      text: (row) =>
        text(row.oldestElementsDays >= STALE_DAYS ? 'staleAge' : 'ageDays', {
          days: number(row.oldestElementsDays, 1),
        }),
    },
    {
      id: 'mark',
      title: text('mark'),
      widthPx: markPx(portion),
      text: (row) => [portion, ...row.restsOn.map((record) => record.portion[language])].join(' + '),
      cell: (row) => (
        <>
          <PortionMark /> <PartnerMarks restsOn={row.restsOn} />
        </>
      ),
    },
    {
      id: 'decision',
      title: text('decision'),
      widthPx: 50,
      text: (row) => (row.decision === null ? '' : text(row.decision)),
      cell: (row) => (row.decision === null ? '' : <span title={text(row.decision)}>{text(row.decision)}</span>),
    },
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
  const tcaPx = startUtc === undefined || utc(startUtc).length <= SHORT_UTC ? 104 : 140
  // 12時間54分, 12 h 54 m
  const spanPx = language.value === 'ja' ? 70 : 60
  return useMemo(
    () => [...identityColumns(text, utc, { tcaPx, spanPx }), ...judgementColumns(text, portion, language.value)],
    [text, utc, tcaPx, spanPx, portion, language.value],
  )
}
