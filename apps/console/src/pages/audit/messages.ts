import type { Catalogue } from '../../i18n/text.ts'

type Id =
  | 'title'
  | 'note'
  | 'from'
  | 'to'
  | 'kind'
  | 'by'
  | 'toWhom'
  | 'what'
  | 'marks'
  | 'count'
  | 'filter'
  | 'all'
  | 'given'
  | 'carried'
  | 'viewed-as'
  | 'read'
  | 'exported'
  | 'since'
  | 'until'
  | 'more'
  | 'goesOn'
  | 'exportCsv'
  | 'exportNdjson'
  | 'entry'
  | 'dataset'
  | 'releases'
  | 'view'
  | 'evidence'
  | 'andMore'
  | 'open'
  | 'shown'

/** Words of the Audit page. */
export const auditMessages: Catalogue<Id> = {
  en: {
    title: 'Audit',
    note: 'What crossed a marking: each thing once for whoever got it, many in one line. Written down before it happens.',
    from: 'First (UTC)',
    to: 'Last (UTC)',
    kind: 'How',
    by: 'By',
    toWhom: 'To whom',
    what: 'What',
    marks: 'Markings',
    count: 'How many',
    filter: 'Which lines',
    all: 'All',
    given: 'Given to partners',
    carried: 'Carried',
    'viewed-as': 'Viewed as a partner',
    read: 'Read here',
    exported: 'Evidence saved',
    since: 'From (UTC)',
    until: 'Before (UTC)',
    more: 'Show older lines',
    goesOn: 'None so far; older lines have not been looked at yet.',
    exportCsv: 'Export CSV',
    exportNdjson: 'Export NDJSON',
    entry: '{places} of {log}',
    dataset: 'Data that {places} of {log} names',
    releases: 'Bodies of releases',
    view: 'Records that it may see',
    evidence: 'Evidence',
    andMore: 'and more',
    open: 'Record {hash}…',
    shown: '{shown} shown',
  },
  ja: {
    title: '監査',
    note: '表示の区分を越えたもの。受け手ごとに一度、まとめて1行で、実行の前に記録される。',
    from: '最初 (UTC)',
    to: '最後 (UTC)',
    kind: '方法',
    by: '実施者',
    toWhom: '受け手',
    what: '内容',
    marks: '表示',
    count: '件数',
    filter: '対象の行',
    all: 'すべて',
    given: '相手国へ送出',
    carried: '媒体搬出',
    'viewed-as': '相手国の見え方の閲覧',
    read: 'ノードでの閲覧',
    exported: '証拠の保存',
    since: '開始 (UTC)',
    until: '終了・未満 (UTC)',
    more: '以前の行を表示',
    goesOn: 'ここまで該当なし。これより前の行はまだ調べていない。',
    exportCsv: 'CSVで保存',
    exportNdjson: 'NDJSONで保存',
    entry: '{log}の{places}番',
    dataset: '{log}の{places}番が指すデータ',
    releases: '提供記録の本文',
    view: '相手国が見てよい記録',
    evidence: '証拠',
    andMore: 'ほか',
    open: '記録 {hash}…',
    shown: '{shown}件を表示',
  },
}
