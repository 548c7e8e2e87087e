import type { Catalogue } from '../../i18n/text.ts'

type Id =
  | 'title'
  | 'add'
  | 'edit'
  | 'remove'
  | 'id'
  | 'idHint'
  | 'objects'
  | 'all'
  | 'ids'
  | 'idsHint'
  | 'name'
  | 'nameHint'
  | 'owner'
  | 'ownerHint'
  | 'maxMiss'
  | 'minPc'
  | 'minPcHint'
  | 'lead'
  | 'minSpeed'
  | 'minSpeedHint'
  | 'atLeast'
  | 'priority'
  | 'consequence'
  | 'action'
  | 'timeAllowed'
  | 'allowed'
  | 'save'
  | 'saved'
  | 'removed'
  | 'removeTitle'
  | 'removeText'
  | 'criticalStays'
  | 'secondText'
  | 'none'
  | 'applies'
  | 'which'
  | 'idCount'
  | 'acts'
  | 'what'
  | 'upTo'
  | 'ahead'
  | 'within'

/** Words of the rules page. */
export const rulesMessages: Catalogue<Id> = {
  en: {
    title: 'Alert rules',
    add: 'Add rule',
    edit: 'Edit',
    remove: 'Remove',
    id: 'Name of the rule',
    idHint: 'Letters, digits, dot, hyphen; it stands in the log',
    objects: 'Objects',
    all: 'All objects',
    ids: 'Catalogue numbers',
    idsHint: 'With commas',
    name: 'Names',
    nameHint: '* stands for any text',
    owner: 'Owner',
    ownerHint: 'Owner code of the SATCAT, such as JPN',
    maxMiss: 'Distance at most, km',
    minPc: 'Max Pc at least',
    minPcHint: 'Such as 1e-5; empty leaves it out',
    minSpeed: 'Relative speed at least, km/s',
    minSpeedHint: 'Leaves out formations and docked craft; empty takes all',
    atLeast: '≥ {speed} km/s',
    lead: 'At most this long ahead, h',
    priority: 'Priority',
    consequence: 'What happens if nothing is done',
    action: 'What to do',
    timeAllowed: 'Time allowed, minutes',
    allowed: 'Time allowed',
    save: 'Save rule',
    saved: 'Rule {name} saved; what is known is judged by it',
    removed: 'Rule {name} removed; its alerts are cleared',
    removeTitle: 'Remove rule {name}',
    removeText: 'Its open alerts are cleared and close approaches are no longer judged by it.',
    criticalStays:
      'This rule raises Critical alerts. It is removed only after its priority was lowered, and a second administrator signs for lowering it.',
    secondText:
      'This change loosens a Critical rule. {first} is the first of two administrators to sign for it; another one than {first} signs here.',
    none: 'There is no rule: no close approach becomes an alert.',
    applies: 'Applies to',
    which: 'Which objects',
    idCount: '{count, plural, one {# object} other {# objects}}',
    acts: 'Acts',
    what: 'When',
    upTo: 'max Pc ≥ {pc}',
    ahead: '≤ {hours} h ahead',
    within: '≤ {km} km',
  },
  ja: {
    title: '警報規則',
    add: '規則を追加',
    edit: '編集',
    remove: '削除',
    id: '規則の名前',
    idHint: '英数字、ピリオド、ハイフン。記録に残る',
    objects: '物体',
    all: '全物体',
    ids: 'カタログ番号',
    idsHint: 'コンマ区切り',
    name: '名称',
    nameHint: '* は任意の文字列',
    owner: '所有',
    ownerHint: 'SATCAT の所有者コード（例 JPN）',
    maxMiss: '最接近距離の上限 (km)',
    minPc: '最大衝突確率の下限',
    minPcHint: '例 1e-5。空欄なら条件なし',
    minSpeed: '相対速度の下限 (km/s)',
    minSpeedHint: '編隊や結合中の機体を除く。空欄なら条件なし',
    atLeast: '{speed} km/s 以上',
    lead: '先行時間の上限 (h)',
    priority: '優先度',
    consequence: '放置した場合の結果',
    action: '対処',
    timeAllowed: '許容時間（分）',
    allowed: '許容時間',
    save: '規則を保存',
    saved: '規則「{name}」を保存した。既知の接近に適用する',
    removed: '規則「{name}」を削除した。その警報は解消する',
    removeTitle: '規則「{name}」の削除',
    removeText: 'この規則による未処理の警報は解消し、以後の接近には適用されません。',
    criticalStays:
      'この規則は「緊急」の警報を出します。優先度を下げた後でなければ削除できません。下げるには2人目の管理者の署名が要ります。',
    secondText:
      'この変更は「緊急」の規則を緩めます。緩めるには管理者2人の署名が要ります。1人目は{first}です。{first}以外の管理者がここに署名してください。',
    none: '規則がない。接近は警報にならない。',
    applies: '対象',
    which: '対象の物体',
    idCount: '{count}物体',
    acts: '操作',
    what: '条件',
    upTo: '最大衝突確率 ≥ {pc}',
    ahead: '{hours} h 先まで',
    within: '{km} km 以内',
  },
}
