import type { Catalogue } from '../../i18n/text.ts'

type Id =
  | 'title'
  | 'priority'
  | 'state'
  | 'what'
  | 'rule'
  | 'first'
  | 'last'
  | 'actBy'
  | 'count'
  | 'watch'
  | 'mark'
  | 'open'
  | 'shelved'
  | 'all'
  | 'filter'
  | 'reason'
  | 'consequence'
  | 'action'
  | 'about'
  | 'history'
  | 'evidence'
  | 'raw'
  | 'rawTitle'
  | 'show'
  | 'by'
  | 'note'
  | 'showRaw'
  | 'criticalSelected'
  | 'subjects'
  | 'group'
  | 'unassigned'
  | 'acknowledgedAt'
  | 'new'
  | 'acknowledged'
  | 'cleared'
  | 'none'
  | 'escalatedAt'

/** Words of the alert pages. */
export const alertPageMessages: Catalogue<Id> = {
  en: {
    title: 'Alerts',
    priority: 'Priority',
    state: 'State',
    what: 'What',
    rule: 'Rule',
    first: 'First (UTC)',
    last: 'Last (UTC)',
    actBy: 'Act by (UTC)',
    count: 'Found',
    watch: 'Watch',
    mark: 'Mark',
    open: 'Open',
    shelved: 'Shelved',
    all: 'All',
    filter: 'Which alerts',
    reason: 'Why it was raised',
    consequence: 'If nothing is done',
    action: 'What to do',
    about: 'What it is about',
    history: 'What became of it',
    evidence: 'Evidence',
    raw: 'Raw record',
    rawTitle: 'Raw record of this alert',
    show: 'Show on its page',
    by: 'By',
    note: 'Note',
    showRaw: 'Raw record',
    criticalSelected: 'Critical alerts are acknowledged one at a time',
    subjects: 'Objects',
    group: 'Cause',
    unassigned: 'Not acknowledged',
    acknowledgedAt: 'Acknowledged',
    new: 'New',
    acknowledged: 'Acknowledged',
    cleared: 'Cleared',
    none: 'none',
    escalatedAt: 'Escalated',
  },
  ja: {
    title: '警報',
    priority: '優先度',
    state: '状態',
    what: '内容',
    rule: '規則',
    first: '最初 (UTC)',
    last: '最新 (UTC)',
    actBy: '対処期限 (UTC)',
    count: '検出回数',
    watch: '分野',
    mark: '表示',
    open: '未処理',
    shelved: '一時保留',
    all: 'すべて',
    filter: '警報の種別',
    reason: '発報の理由',
    consequence: '放置した場合',
    action: '対処',
    about: '対象',
    history: '経緯',
    evidence: '根拠',
    raw: '生の記録',
    rawTitle: 'この警報の生の記録',
    show: '該当ページで表示',
    by: '実施者',
    note: '備考',
    showRaw: '生の記録',
    criticalSelected: '緊急警報は1件ずつ確認する',
    subjects: '物体',
    group: '原因',
    unassigned: '未確認',
    acknowledgedAt: '確認',
    new: '新規',
    acknowledged: '確認済み',
    cleared: '解消',
    none: 'なし',
    escalatedAt: '上申',
  },
}
