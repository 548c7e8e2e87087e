import type { Catalogue } from '../../i18n/text.ts'

type Id =
  | 'title'
  | 'find'
  | 'findHint'
  | 'priority'
  | 'anyPriority'
  | 'which'
  | 'heard'
  | 'quiet'
  | 'both'
  | 'since'
  | 'times'
  | 'what'
  | 'grouped'
  | 'asset'
  | 'noAsset'
  | 'source'
  | 'attack'
  | 'mark'
  | 'owner'
  | 'nobody'
  | 'over'
  | 'shown'
  | 'why'
  | 'chooseOne'
  | 'rule'
  | 'indicator'
  | 'noIndicator'
  | 'indicates'
  | 'first'
  | 'last'
  | 'hits'
  | 'suppressedHits'
  | 'logs'
  | 'rawLines'
  | 'noLines'
  | 'line'
  | 'matched'
  | 'overTime'
  | 'hitsPerHour'
  | 'asTable'
  | 'asChart'
  | 'hour'
  | 'suppress'
  | 'suppressDo'
  | 'suppressTitle'
  | 'suppressWhat'
  | 'byRule'
  | 'byIndicator'
  | 'byAsset'
  | 'reason'
  | 'until'
  | 'hours'
  | 'days'
  | 'suppressed'
  | 'suppressedNow'
  | 'none'
  | 'noneWhat'
  | 'noInputs'
  | 'noRules'
  | 'toFeeds'
  | 'alertPage'

/** Words of the queue of detections. */
export const queueMessages: Catalogue<Id> = {
  en: {
    title: 'What was found in logs',
    find: 'Find',
    findHint: 'Rule, indicator, asset',
    priority: 'Priority',
    anyPriority: 'All',
    which: 'Which',
    heard: 'Not suppressed',
    quiet: 'Suppressed',
    both: 'Both',
    since: 'Found since (UTC day)',
    times: 'First – last (UTC)',
    what: 'What (hits)',
    grouped: '{title} ({count})',
    asset: 'Asset',
    noAsset: 'not named',
    source: 'Known from, age',
    attack: 'ATT&CK',
    mark: 'Mark',
    owner: 'Owner',
    nobody: 'nobody',
    over: 'alert cleared',
    shown: '{shown} of {total} listed',
    why: 'Why',
    chooseOne: 'Choose a row: its rule, indicator and raw lines stand here.',
    rule: 'Rule',
    indicator: 'Indicator',
    noIndicator: 'none, a rule alone',
    indicates: 'A sign of',
    first: 'First',
    last: 'Last',
    hits: 'Hits',
    suppressedHits: '{count, plural, one {# more was suppressed} other {# more were suppressed}}',
    logs: 'Logs',
    rawLines: 'Raw lines',
    noLines: 'No line of it is kept any more.',
    line: 'line {line}',
    matched: 'Matched',
    overTime: 'Hits over time',
    hitsPerHour: 'Hits per hour',
    asTable: 'As a table',
    asChart: 'As a chart',
    hour: 'Hour from (UTC)',
    suppress: 'Suppress…',
    suppressDo: 'Suppress',
    suppressTitle: 'Keep such hits quiet',
    suppressWhat:
      'Hits that fit all that is chosen raise no alert until the end. They are counted and shown all the same.',
    byRule: 'this rule',
    byIndicator: 'this indicator',
    byAsset: 'this asset',
    reason: 'Reason',
    until: 'For how long',
    hours: '{count, plural, one {# hour} other {# hours}}',
    days: '{count, plural, one {# day} other {# days}}',
    suppressed: 'Suppressed until {utc}',
    suppressedNow: 'suppressed',
    none: 'Nothing was found in the logs that are followed.',
    noneWhat: '{inputs} followed, {indicators} indicators and {rules} rules looked for.',
    noInputs: 'No log is followed, so nothing can be found.',
    noRules: 'Logs are followed, but there is nothing to look for: no indicator and no rule is in use.',
    toFeeds: 'Logs, rules and feeds',
    alertPage: 'Alert',
  },
  ja: {
    title: 'ログからの検知',
    find: '検索',
    findHint: '規則・痕跡・資産',
    priority: '優先度',
    anyPriority: 'すべて',
    which: '対象',
    heard: '抑止なし',
    quiet: '抑止中',
    both: '両方',
    since: '検知日（UTC）以降',
    times: '最初 – 最後 (UTC)',
    what: '内容（件数）',
    grouped: '{title}（{count}）',
    asset: '資産',
    noAsset: '記載なし',
    source: '根拠の出所・経過',
    attack: 'ATT&CK',
    mark: '表示',
    owner: '担当',
    nobody: 'なし',
    over: '警報終了',
    shown: '{total}件中{shown}件を表示',
    why: '根拠',
    chooseOne: '行を選ぶと、規則・痕跡・生の行をここに示す。',
    rule: '規則',
    indicator: '攻撃の痕跡（IoC）',
    noIndicator: 'なし（規則のみ）',
    indicates: '示すもの',
    first: '最初',
    last: '最後',
    hits: '件数',
    suppressedHits: 'ほかに抑止{count}件',
    logs: 'ログ',
    rawLines: '生の行',
    noLines: '行は残っていない。',
    line: '{line}行目',
    matched: '一致箇所',
    overTime: '時間ごとの件数',
    hitsPerHour: '1時間当たりの件数',
    asTable: '表で示す',
    asChart: '図で示す',
    hour: '開始時刻 (UTC)',
    suppress: '抑止…',
    suppressDo: '抑止する',
    suppressTitle: '同様の検知を抑止する',
    suppressWhat: '選んだものすべてに合う検知は、期限まで警報になりません。件数と表示は残ります。',
    byRule: 'この規則',
    byIndicator: 'この痕跡',
    byAsset: 'この資産',
    reason: '理由',
    until: '期間',
    hours: '{count}時間',
    days: '{count}日',
    suppressed: '{utc}まで抑止しました',
    suppressedNow: '抑止中',
    none: '監視中のログから検知したものはない。',
    noneWhat: '監視中のログ{inputs}件、照合する痕跡{indicators}件と規則{rules}件。',
    noInputs: '監視するログがないため、検知できない。',
    noRules: 'ログは監視しているが、照合する痕跡も規則もない。',
    toFeeds: 'ログ・規則・フィード',
    alertPage: '警報',
  },
}
