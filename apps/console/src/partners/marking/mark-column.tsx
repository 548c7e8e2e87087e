import type { SaidMarking } from '../../api/models.ts'
import { PortionMark } from '../../components/marks.tsx'
import type { Column } from '../../components/table-types.ts'
import type { Language } from '../../i18n/text.ts'
import { useConsole } from '../../state/console.ts'
import { markWidthPx } from './mark-width.ts'

/** What a column of marks is made from; the same value as long as its words are the same. */
export type MarkWords = {
  /** Marks of rows that have one besides the node's, one a line; empty where none has. */
  readonly besides: string
  /** Mark of the node; empty while it is not known. */
  readonly own: string
  readonly spoken: Language
}

/** Words of the marks of rows, in the language that is spoken. */
export function useMarkWords(markings: readonly (SaidMarking | null)[]): MarkWords {
  const { status, language } = useConsole()
  const spoken = language.value
  const besides = [...new Set(markings.flatMap((marking) => marking?.portion[spoken] ?? []))].join('\n')
  return { besides, own: status.value?.marking.portion[spoken] ?? '', spoken }
}

/** The column of marks of a list in which few rows have one besides the node's: it is shown at first where one has. */
export function markColumn<Row>(
  title: string,
  of: (row: Row) => SaidMarking | null,
  { besides, own, spoken }: MarkWords,
): Column<Row> {
  const widths = [own, besides].map((words) => (words === '' ? 0 : markWidthPx(words.split('\n'))))
  return {
    id: 'mark',
    title,
    widthPx: widths.reduce((sum, width) => sum + width, 16),
    cell: (row) => <PortionMark beside={of(row)} />,
    text: (row) => of(row)?.banner[spoken] ?? '',
    hiddenAtFirst: besides === '',
  }
}
