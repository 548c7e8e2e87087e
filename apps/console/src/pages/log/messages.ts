import type { Catalogue } from '../../i18n/text.ts'

type Id =
  | 'title'
  | 'time'
  | 'kind'
  | 'by'
  | 'text'
  | 'subject'
  | 'filter'
  | 'all'
  | 'alert'
  | 'rule'
  | 'job'
  | 'source'
  | 'catalogue'
  | 'officer'
  | 'session'
  | 'handover'
  | 'note'
  | 'case'
  | 'settings'
  | 'node'
  | 'number'
  | 'mark'
  | 'write'
  | 'writeTitle'
  | 'written'
  | 'more'
  | 'shown'

/** Words of the Log page. */
export const logMessages: Catalogue<Id> = {
  en: {
    title: 'Watch log',
    time: 'Time (UTC)',
    kind: 'Kind',
    by: 'By',
    text: 'What',
    subject: 'About',
    filter: 'Which entries',
    all: 'All',
    alert: 'Alerts',
    rule: 'Rules',
    job: 'Jobs',
    source: 'Sources',
    catalogue: 'Catalogue',
    officer: 'Accounts',
    session: 'Sign-ins',
    handover: 'Handovers',
    note: 'Notes',
    case: 'Cases',
    settings: 'Settings',
    node: 'Node',
    number: 'No.',
    mark: 'Mark',
    write: 'Write note',
    writeTitle: 'Note for the log',
    written: 'Note written',
    more: 'Show older entries',
    shown: '{shown} of {total}',
  },
  ja: {
    title: '当直記録',
    time: '時刻 (UTC)',
    kind: '種別',
    by: '実施者',
    text: '内容',
    subject: '対象',
    filter: '項目の種別',
    all: 'すべて',
    alert: '警報',
    rule: '規則',
    job: 'ジョブ',
    source: '情報源',
    catalogue: 'カタログ',
    officer: 'アカウント',
    session: 'サインイン',
    handover: '引継ぎ',
    note: '備考',
    case: '事案',
    settings: '設定',
    node: 'ノード',
    number: '番号',
    mark: '表示',
    write: '記入',
    writeTitle: '記録への備考',
    written: '備考を記入した',
    more: '以前の項目を表示',
    shown: '{total}件中{shown}件',
  },
}
