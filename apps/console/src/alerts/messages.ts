import type { Catalogue } from '../i18n/text.ts'

type Id =
  | 'alerts'
  | 'rate'
  | 'shelvedCount'
  | 'flood'
  | 'acknowledge'
  | 'acknowledgeSelected'
  | 'acknowledged'
  | 'acknowledgedBy'
  | 'shelve'
  | 'shelveTitle'
  | 'shelveLimit'
  | 'shelveNever'
  | 'shelvedUntil'
  | 'shelvedDone'
  | 'unshelve'
  | 'reason'
  | 'minutes'
  | 'minutesHint'
  | 'cleared'
  | 'clearedUnseen'
  | 'new'
  | 'escalated'
  | 'count'
  | 'behind'
  | 'held'
  | 'more'
  | 'none'
  | 'noneWrong'
  | 'deadlines'
  | 'noDeadlines'
  | 'watchEnds'
  | 'overdue'
  | 'jobs'
  | 'noJobs'
  | 'cancelJob'
  | 'resumeJob'
  | 'secondsLeft'
  | 'startedBy'
  | 'result'
  | 'queued'
  | 'running'
  | 'cancelled'
  | 'finished'
  | 'failed'
  | 'actBy'
  | 'open'
  | 'failedAct'
  | 'next'
  | 'previous'
  | 'muted'
  | 'mute'
  | 'unmute'
  | 'soundBlocked'
  | 'said'
  | 'drawer'
  | 'faults'
  | 'watchName'

/** Words of the alert tray. */
export const alertMessages: Catalogue<Id> = {
  en: {
    alerts: 'Alerts',
    rate: '{count} in 10 min',
    shelvedCount: '{count} shelved',
    flood: 'FLOOD {count} in 10 min: grouped by cause, first one on top',
    acknowledge: 'Acknowledge',
    acknowledgeSelected: 'Acknowledge selected',
    acknowledged: 'Acknowledged',
    acknowledgedBy: 'Acknowledged by {name} {utc}',
    shelve: 'Shelve…',
    shelveTitle: 'Shelve: {title}',
    shelveLimit: '{priority} may be shelved for at most {span}. It returns by itself, and at once if it worsens.',
    shelveNever: 'A Critical alert is never shelved.',
    shelvedUntil: 'Shelved by {name} until {utc}: {reason}',
    shelvedDone: 'Shelved for {span}',
    unshelve: 'Return now',
    reason: 'Reason',
    minutes: 'Time, minutes',
    minutesHint: '1 to {most}',
    cleared: 'Cleared',
    clearedUnseen: 'Cleared, not seen',
    new: 'New',
    escalated: 'Escalated {utc}',
    count: 'found {count, plural, one {once} other {# times}}',
    behind: '{count, plural, one {# more} other {# more}} of the same cause',
    held: '{count} new ↑',
    more: '{count, plural, one {# more alert} other {# more alerts}}',
    none: 'No alert is open.',
    noneWrong: 'Nothing is wrong: no alert is open.',
    deadlines: 'Next deadlines',
    noDeadlines: 'Nothing is due.',
    watchEnds: 'Watch handover',
    overdue: 'overdue {span}',
    jobs: 'Jobs',
    noJobs: 'No job is running.',
    cancelJob: 'Cancel',
    resumeJob: 'Resume',
    secondsLeft: '{span} left',
    startedBy: 'by {name}',
    result: 'Result',
    queued: 'Queued',
    running: 'Running',
    cancelled: 'Cancelled',
    finished: 'Finished',
    failed: 'Failed',
    actBy: 'Act by {utc}',
    open: 'Open alert',
    failedAct: 'Not done: {detail}',
    next: 'Next alert',
    previous: 'Previous alert',
    muted: 'Sound off for {span}',
    mute: 'Mute for 15 min',
    unmute: 'Sound on',
    soundBlocked: 'Sound waits for a first click or key',
    said: '{priority}: {title}',
    drawer: 'Alerts, deadlines, jobs',
    faults: 'The node itself',
    watchName: '{watch, select, space {Space} cyber {Cyber} node {Node} other {{watch}}}',
  },
  ja: {
    alerts: '警報',
    rate: '10分間に{count}件',
    shelvedCount: '一時保留 {count}',
    flood: '警報多発 10分間に{count}件：原因別、最初のものが先頭',
    acknowledge: '確認',
    acknowledgeSelected: '選択分を確認',
    acknowledged: '確認済み',
    acknowledgedBy: '確認：{name} {utc}',
    shelve: '一時保留…',
    shelveTitle: '一時保留：{title}',
    shelveLimit: '「{priority}」の保留は最長{span}です。時間が来れば自動で戻り、悪化すれば直ちに戻ります。',
    shelveNever: '緊急警報は保留できません。',
    shelvedUntil: '一時保留：{name} {utc}まで（{reason}）',
    shelvedDone: '{span}の一時保留とした',
    unshelve: '今すぐ戻す',
    reason: '理由',
    minutes: '時間（分）',
    minutesHint: '1～{most}',
    cleared: '解消',
    clearedUnseen: '解消・未確認',
    new: '新規',
    escalated: '上申 {utc}',
    count: '検出 {count}回',
    behind: '同じ原因 ほか{count}件',
    held: '新着{count}件 ↑',
    more: 'ほか{count}件',
    none: '未処理の警報なし。',
    noneWrong: '異常なし：未処理の警報はない。',
    deadlines: '次の期限',
    noDeadlines: '期限のあるものなし。',
    watchEnds: '当直の引継ぎ',
    overdue: '{span}超過',
    jobs: 'ジョブ',
    noJobs: '実行中のジョブなし。',
    cancelJob: '中止',
    resumeJob: '再開',
    secondsLeft: '残り{span}',
    startedBy: '開始：{name}',
    result: '結果',
    queued: '待機',
    running: '実行中',
    cancelled: '中止',
    finished: '完了',
    failed: '失敗',
    actBy: '対処期限 {utc}',
    open: '警報を開く',
    failedAct: '実行できなかった：{detail}',
    next: '次の警報',
    previous: '前の警報',
    muted: '消音 残り{span}',
    mute: '15分間消音',
    unmute: '消音解除',
    soundBlocked: '最初の操作まで音は出ない',
    said: '{priority}：{title}',
    drawer: '警報・期限・ジョブ',
    faults: 'ノード自体の異常',
    watchName: '{watch, select, space {宇宙} cyber {サイバー} node {ノード} other {{watch}}}',
  },
}
