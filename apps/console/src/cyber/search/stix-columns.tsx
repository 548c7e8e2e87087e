import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import type { Column } from '../../components/table-types.ts'
import { UtcTime } from '../../components/time.tsx'
import { useUtc } from '../../components/use-utc.ts'
import { markWidthPx } from '../../partners/marking/mark-width.ts'
import { RecordMark } from '../../partners/marking/marked.tsx'
import type { MarkingTools } from '../../partners/marking/marking-tools.ts'
import { useConsole, useText } from '../../state/console.ts'
import { cyberMessages } from '../messages.ts'
import type { StixRow } from '../models.ts'
import { marksOfRow } from '../row-marks.ts'
import { typeMessages, typeWord } from '../type-messages.ts'
import { searchMessages } from './messages.ts'

/** A name of an object: whose script is not known turns nothing around it. What has been withdrawn says so. */
function Name(props: { readonly row: StixRow }): JSX.Element {
  const text = useText(cyberMessages)
  const { row } = props
  return (
    <span title={row.title}>
      {row.isWithdrawn ? <span class="withdrawn">{text('withdrawn')}</span> : null} <bdi>{row.title}</bdi>
    </span>
  )
}

/** Until when an indicator holds; an end that has passed says so. */
function ValidUntil(props: { readonly row: StixRow }): JSX.Element | null {
  const { nowMs } = useConsole()
  const text = useText(searchMessages)
  const { validFromUtc, validUntilUtc } = props.row
  if (validFromUtc !== null && Date.parse(validFromUtc) > nowMs.value)
    return <span class="unknown">{text('notYet')}</span>
  if (validUntilUtc === null) return null
  return Date.parse(validUntilUtc) <= nowMs.value ? <strong>{text('ended')}</strong> : <UtcTime utc={validUntilUtc} />
}

/** Columns of objects. @param tools - Says markings. @param marks - Those of the rows, each once. */
export function useStixColumns(tools: MarkingTools, marks: readonly unknown[]): readonly Column<StixRow>[] {
  const { language } = useConsole()
  const text = useText(searchMessages)
  const types = useText(typeMessages)
  const utc = useUtc()
  const spoken = language.value
  const widthPx = markWidthPx(marks.map((mark) => tools.portionOf(mark)[spoken]))
  return useMemo(() => {
    const time = (
      id: 'created' | 'modified' | 'added',
      of: (row: StixRow) => string | null,
      hiddenAtFirst = false,
    ) => ({
      ...{ id, title: text(id), widthPx: 138, hiddenAtFirst },
      text: (row: StixRow) => {
        const at = of(row)
        return at === null ? '' : utc(at)
      },
      cell: (row: StixRow) => <UtcTime utc={of(row)} />,
      sortBy: of as (row: StixRow) => string,
    })
    const words = (row: StixRow) => tools.portionsOf(marksOfRow(row)).map((one) => one[spoken])
    return [
      {
        ...{ id: 'type', title: text('type'), widthPx: 108, text: (row) => typeWord(types, row.type) },
        sortBy: (row) => row.type,
      },
      {
        ...{ id: 'name', title: text('name'), leastPx: 180, text: (row) => row.title, sortBy: (row) => row.title },
        cell: (row) => <Name row={row} />,
      },
      { id: 'attack', title: text('attack'), widthPx: 66, text: (row) => row.attackId ?? '' },
      { id: 'labels', title: text('labels'), widthPx: 120, text: (row) => row.labels.join(', '), hiddenAtFirst: true },
      {
        ...{ id: 'confidence', title: text('confidence'), widthPx: 74, align: 'right', hiddenAtFirst: true },
        text: (row) => (row.confidence === null ? '' : String(row.confidence)),
        sortBy: (row) => row.confidence ?? undefined,
      },
      {
        ...{ id: 'valid', title: text('valid'), widthPx: 128, text: (row) => row.validUntilUtc ?? '' },
        cell: (row) => <ValidUntil row={row} />,
      },
      time('modified', (row) => row.modifiedUtc),
      time('created', (row) => row.createdUtc, true),
      time('added', (row) => row.addedUtc, true),
      {
        id: 'creator',
        title: text('creator'),
        widthPx: 120,
        text: (row) => row.createdBy?.title ?? '',
        hiddenAtFirst: true,
      },
      { id: 'from', title: text('from'), leastPx: 90, text: (row) => row.source },
      {
        ...{ id: 'mark', title: text('mark'), widthPx, text: (row) => words(row).join(' ') },
        cell: (row) => tools.portionsOf(marksOfRow(row)).map((one) => <RecordMark key={one.en} words={one} />),
      },
    ]
  }, [text, types, utc, tools, spoken, widthPx])
}
