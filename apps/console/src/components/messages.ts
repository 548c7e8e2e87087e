import type { Catalogue } from '../i18n/text.ts'

type Id =
  | 'critical'
  | 'serious'
  | 'caution'
  | 'advisory'
  | 'normal'
  | 'off'
  | 'ago'
  | 'ahead'
  | 'unknown'
  | 'stale'
  | 'expired'
  | 'loading'
  | 'stillLoading'
  | 'failed'
  | 'stillHolds'
  | 'nothingHolds'
  | 'retry'
  | 'copy'
  | 'copied'
  | 'correct-input'
  | 'ask-originator'
  | 'retry-later'
  | 'call-operator'
  | 'noneExist'
  | 'noneMatch'
  | 'clearFilter'
  | 'asOf'
  | 'close'
  | 'cancel'
  | 'undo'
  | 'columns'
  | 'copyTable'
  | 'newRows'
  | 'rowCount'
  | 'sorted'
  | 'notices'

/** Words of the components that all pages use. */
export const componentMessages: Catalogue<Id> = {
  en: {
    critical: 'Critical',
    serious: 'Serious',
    caution: 'Caution',
    advisory: 'Advisory',
    normal: 'Normal',
    off: 'Off',
    ago: '{span} ago',
    ahead: 'in {span}',
    unknown: 'unknown',
    stale: '{age} (stale)',
    expired: '{age} (expired)',
    loading: 'Loading',
    stillLoading: 'The node is still working on the answer',
    failed: 'Failed',
    stillHolds: 'What is shown was read at {utc}.',
    nothingHolds: 'Other panels are not affected.',
    retry: 'Try again',
    copy: 'Copy details',
    copied: 'Copied',
    'correct-input': 'Correct what was entered and try again.',
    'ask-originator': 'Ask whoever the data comes from.',
    'retry-later': 'Try again in a moment.',
    'call-operator': 'Call the operator of the node and give the code.',
    noneExist: 'None exist.',
    noneMatch: 'None match the filter.',
    clearFilter: 'Clear filter',
    asOf: 'as of {utc}',
    close: 'Close',
    cancel: 'Cancel',
    undo: 'Undo',
    columns: 'Columns',
    copyTable: 'Copy',
    newRows: '{count, plural, one {# new} other {# new}}',
    rowCount: '{count, plural, one {# row} other {# rows}}',
    sorted: 'sorted',
    notices: 'Notices',
  },
  ja: {
    critical: '緊急',
    serious: '重大',
    caution: '注意',
    advisory: '参考',
    normal: '正常',
    off: 'なし',
    ago: '{span}前',
    ahead: 'あと{span}',
    unknown: '不明',
    stale: '{age}（期限超過）',
    expired: '{age}（失効）',
    loading: '読込中',
    stillLoading: 'ノードが回答を準備している',
    failed: '失敗した',
    stillHolds: '表示内容は{utc}時点のもの。',
    nothingHolds: '他の欄には影響しない。',
    retry: '再試行',
    copy: '詳細をコピー',
    copied: 'コピーした',
    'correct-input': '入力内容を直して再試行する。',
    'ask-originator': 'データの提供元に問い合わせる。',
    'retry-later': '少し待って再試行する。',
    'call-operator': 'ノードの管理者にコードを伝える。',
    noneExist: '該当なし。',
    noneMatch: '条件に合うものがない。',
    clearFilter: '条件を解除',
    asOf: '{utc}時点',
    close: '閉じる',
    cancel: 'やめる',
    undo: '元に戻す',
    columns: '列',
    copyTable: 'コピー',
    newRows: '新着{count}件',
    rowCount: '{count, number}行',
    sorted: '並べ替え済み',
    notices: 'お知らせ',
  },
}
