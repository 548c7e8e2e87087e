import type { Catalogue } from '../../i18n/text.ts'

type Id =
  | 'title'
  | 'raised'
  | 'rate'
  | 'rateWanted'
  | 'peak'
  | 'toAcknowledge'
  | 'shares'
  | 'wanted'
  | 'noisiest'
  | 'rule'
  | 'count'
  | 'share'
  | 'chattering'
  | 'inOneMinute'
  | 'stale'
  | 'since'
  | 'floods'
  | 'from'
  | 'to'
  | 'alerts'
  | 'none'
  | 'goesOn'
  | 'days'
  | 'dayCount'
  | 'what'
  | 'unknown'

/** Words of the Alert health page. */
export const healthMessages: Catalogue<Id> = {
  en: {
    title: 'Alert health',
    raised: 'Alerts raised',
    rate: 'In 10 min, on average',
    rateWanted: 'wanted: at most 1 for an officer',
    peak: 'Most in 10 min',
    toAcknowledge: 'Median time to acknowledge',
    shares: 'Shares of the priorities',
    wanted: 'wanted: {shares}',
    noisiest: 'Noisiest rules',
    rule: 'Rule',
    count: 'Alerts',
    share: 'Share',
    chattering: 'Chattering: three or more in a minute',
    inOneMinute: 'In one minute',
    stale: 'Stale: open for more than a day',
    since: 'Since',
    floods: 'Floods: more than ten in ten minutes',
    from: 'From (UTC)',
    to: 'To (UTC)',
    alerts: 'Alerts',
    none: 'none',
    goesOn: 'goes on',
    days: 'Time looked at',
    dayCount: '{count, plural, one {# day} other {# days}}',
    what: 'What',
    unknown: 'unknown',
  },
  ja: {
    title: '警報の健全性',
    raised: '発報数',
    rate: '10分間の平均',
    rateWanted: '目標：当直員1人あたり1件以下',
    peak: '10分間の最多',
    toAcknowledge: '確認までの中央値',
    shares: '優先度の割合',
    wanted: '目標：{shares}',
    noisiest: '発報の多い規則',
    rule: '規則',
    count: '件数',
    share: '割合',
    chattering: '反復：1分間に3回以上',
    inOneMinute: '1分間の回数',
    stale: '長期：1日を超えて未処理',
    since: '起点',
    floods: '警報多発：10分間に10件超',
    from: '開始 (UTC)',
    to: '終了 (UTC)',
    alerts: '警報',
    none: 'なし',
    goesOn: '継続中',
    days: '対象期間',
    dayCount: '{count}日',
    what: '内容',
    unknown: '不明',
  },
}
