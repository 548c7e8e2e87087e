import type { Sentence } from './sentence.ts'

/** What the node writes of partners, the links to them, and what speaks against them. */
export const partnerSentences: readonly Sentence[] = [
  ['{node} showed a log shorter than it had signed it', '{node}が署名済みより短いログを示した（巻き戻し）'],
  ['{node} signed two different contents of one log', '{node}が同じログの異なる内容に署名した（二重発行）'],
  [
    '{node} put a record where its marking does not let it go',
    '{node}が表示の許さないログに記録を入れた（区分外流出）',
  ],
  ['{node} keeps back entries that it signed for', '{node}が署名した項目を渡さない'],
  ['{node} cannot be reached', '{node}に接続できない'],
  ['no contact for ten minutes or more: {why~}', '10分以上連絡がない：{why}'],
  ['no contact for ten minutes or more', '10分以上連絡がない'],
  ['This node’s certificate expires', 'このノードの証明書の期限が近い'],
  ['The certificate of {node} expires', '{node}の証明書の期限が近い'],
  ['it is valid until {day}', '有効期限は{day}'],
  ['Logs for {node} wait until it is heard', '{node}向けのログは、その応答を待っている'],
  ['{node} does not give a dataset that it named', '{node}が、示したデータセットを渡さない'],
  [
    '{count#} of its datasets did not come; the newest, named by record {record}: {why~}',
    'データセット{count}件が届いていない。最新のものは記録{record}が示す：{why}',
  ],
  [
    'What the dataset says is not in the picture; what else comes from this partner is.',
    'データセットの内容は表示に含まれない。この相手国から届く他のものは含まれる。',
  ],
  [
    'Ask the partner’s people whether they have recalled it or lost it.',
    '相手国の担当者に、回収したのか、失ったのかを尋ねる。',
  ],
  [
    'part {part#} was asked for and not given (status {status#})',
    '部分{part}を求めたが渡されなかった（status {status}）',
  ],
  ['part {part#} has {count#} of {all#} bytes', '部分{part}は{all}バイトのうち{count}バイトしかない'],
  ['what was given has another hash than its record names', '渡された内容のハッシュが、記録が示すものと異なる'],
  ['{node} complains of this node’s log', '{node}がこのノードのログに異議を述べている'],
  ['The clock of {node} differs from this node’s', '{node}の時計がこのノードと合わない'],
  [
    'What came from this partner may not be what it shows others; what it signed proves it.',
    'この相手国から来たものは、他に示したものと違うおそれがある。署名がそれを証明する。',
  ],
  [
    'Look at the evidence, suspend the partner if need be, and ask its people by another way.',
    '証拠を確かめ、必要なら相手国を停止し、別の経路で担当者に照会する。',
  ],
  [
    'the store was put back from a copy (noticed {utc@}), and {node} may hold more of this node’s logs',
    '保管庫が複製から戻された（{utc}に検知）。{node}がこのノードのログをより多く持つおそれがある',
  ],
  [
    'Nothing new goes into the logs that it shares with this node, and nobody is shown them.',
    '共有するログには何も加わらず、誰にも示されない。',
  ],
  [
    'See that it can be reached, and resume it if it is suspended; remove it if it is lost for good.',
    '接続できるようにし、停止中なら再開する。二度と戻らないなら削除する。',
  ],
  [
    'it does not believe {count#} entries; the newest, {position#} of {origin}: {code}; it received another entry there than this node holds',
    '{count}件を信用しない。最新は{origin}の{position}番：{code}。そこで受領した項目は、このノードが持つものと異なる',
  ],
  [
    'it does not believe {count#} entries; the newest, {position#} of {origin}: {code}',
    '{count}件を信用しない。最新は{origin}の{position}番：{code}',
  ],
  ['What this node said there does not count at that partner.', 'そこでのこのノードの記録は、相手国では効力がない。'],
  [
    'Look at the entry and at the key that signed it; ask the partner’s people what they see.',
    'その項目と署名した鍵を確かめ、相手国の担当者に見え方を照会する。',
  ],
  [
    'the clock of {node} is at least {s#} s {which~} that of this node',
    '{node}の時計はこのノードより{s}秒以上{which}いる',
  ],
  ['ahead of', '進んで'],
  ['behind', '遅れて'],
  [
    '{count#} of its datasets did not come; the newest, named by record {id}: {why~}',
    'データセット{count}件が届かない。最新は記録{id}が指すもの：{why}',
  ],
  [
    'What the dataset says is not in the picture; what else comes from this partner is.',
    'そのデータセットの内容は表示に入らない。この相手国からの他のものは入る。',
  ],
  [
    'Ask the partner’s people whether they have recalled it or lost it.',
    '回収したのか失ったのかを相手国の担当者に照会する。',
  ],
  ['{node} shows {origin} shorter than it had signed it before', '{node}が{origin}を、以前の署名より短く示した'],
  ['{node} signed two different contents of {origin}', '{node}が{origin}の異なる内容2つに署名した'],
  ['{node} shows others more of {origin} than it shows here', '{node}が{origin}を、ここより多く他に示している'],
  [
    'recalls of this node that {node} answered: {count#}; the newest: {what~}',
    '{node}がこのノードの回収に応答：{count}件、最新は{what}',
  ],
  [
    'Times in what it says, and when it cosigned, do not fit those of this node.',
    '相手国の記録の時刻や連署の時刻が、このノードの時刻と合わない。',
  ],
  [
    'See which of the two clocks is wrong, and set it by a time server that both trust.',
    'どちらの時計が誤りかを確かめ、双方が信頼する時刻サーバーで合わせる。',
  ],
  ['What partners say and what is said to them waits.', '相手国との情報のやり取りが滞る。'],
  [
    'Look at the link on the page of partners; ask its people whether their node runs.',
    '相手国のページで接続を確かめ、ノードが動いているかを担当者に照会する。',
  ],
  [
    '{what~} has no keys yet; make them with: yagura node init{flag~} --party JPN --name jp.ncc.example{either~}',
    '{what}にまだ鍵がない。次のコマンドで作る：yagura node init{flag} --party JPN --name jp.ncc.example{either}',
  ],
  [' --simulated', ' --simulated'],
  [', and --simulated where the node is SIMULATED', '（ノードが模擬なら --simulated も付ける）'],
  [
    "{file} is there already: a node's keys are made once and never written over",
    '{file}は既にある（ノードの鍵は一度だけ作り、上書きしない）',
  ],
  ['the card was not taken: {why~}', 'カードを受け付けなかった：{why}'],
  ['{node} is pinned or resumed by two administrators: {why~}', '{node}の登録と再開には管理者2名が要る：{why}'],
  [
    '{node} is no partner of this node; take a name from the list of partners',
    '{node}はこのノードの相手国でない。相手国の一覧から選ぶ',
  ],
  ['{what~} is not held here', '{what}はここにない'],
  ['the record was not taken: {why~} ({code})', '記録を受け付けなかった：{why}（{code}）'],
  ['the evidence {id}', '証拠{id}'],
  ['the recall {id}', '回収{id}'],
  ['the record {id}', '記録{id}'],
  ['the record', '記録'],
  [
    'no partner of {origin} has answered since this node was started, so that it is not known how far that log had come',
    'ノードの開始後、{origin}の相手国の応答がなく、そのログの到達点が分からない',
  ],
  [
    'the store was put back from a copy (noticed {utc@}), and {nodes} may hold more of {origin}: it goes on when they have answered; remove a partner that is lost for good',
    '保管庫が複製から戻された（{utc}に検知）。{nodes}が{origin}をより多く持つおそれがあり、応答を待って再開する。二度と戻らない相手国は削除する',
  ],
  [
    'the store was put back from a copy: each partner is asked what it holds of this node’s logs',
    '保管庫が複製から戻された。このノードのログの保有状況を各相手国に照会する',
  ],
  ['{origin} is not given now: {why~}', '{origin}は今は渡されない：{why}'],
  ['too much was asked for at once', '一度に求めすぎた'],
  [
    'its node has not heard yet how far it had come before it was started',
    'そのノードが、開始前の到達点をまだ確かめていない',
  ],
  [
    'who answers at the address of {node} has another key than its card says; nothing was sent',
    '{node}のアドレスの応答者の鍵がカードと異なる。何も送っていない',
  ],
  [
    'the log {origin} is not as it was written: {why~}; run yagura fsck',
    'ログ{origin}が書かれた時のままでない：{why}。yagura fsckで調べる',
  ],
  ['{said~}, signed by {names}', '{said}（署名：{names}）'],
  ['its keys are not of the form, or not under its name', '鍵の形式が違うか、その名のものでない'],
  ['{node} is suspended', '{node}を停止'],
  ['{node} may ask and is asked', '{node}との送受を許可'],
  ['{node} is no partner any more; what came from it stays', '{node}は相手国でなくなった（受領済みのものは残る）'],
  [
    'the fingerprint that was given is not the card’s: this is not the card that its people hold',
    '示されたフィンガープリントがカードと異なる。相手国の担当者が持つカードではない',
  ],
  ['it is this node’s own', 'このノード自身のものである'],
  ['one of its keys is another node’s', '鍵の一つが別のノードのものである'],
  ['it is pinned already', '既に登録されている'],
  [
    'other keys are pinned for {node}; remove that partner first if its people say so',
    '{node}には別の鍵が登録されている。担当者に確かめたうえで、先にその相手国を削除する',
  ],
  [
    '{node} recalls a record of {origin}: its body is hidden here',
    '{node}が{origin}の記録を回収：本文をここで非表示にした',
  ],
  ['entry {index#}, about a key, cannot be read', '鍵に関する項目{index}を読めない'],
  ['the card of its node names no three roots', 'ノードのカードにルート鍵が3本ない'],
  ['it is {mode} and this node is {own}', '{mode}であり、このノードは{own}である'],
  ['its audience does not name this node’s own nation', '開示先に自国がない'],
  [
    'of tile {index#} of level {level#}, {there#} of {count#} hashes are there',
    '階層{level}のタイル{index}のハッシュ{count}件のうち{there}件だけがある',
  ],
  ['it sends nothing', '何も送ってこない'],
  ['the handshake took too long', '接続の確立に時間がかかりすぎた'],
  ['it took too long to answer', '応答に時間がかかりすぎた'],
  ['it answered with compressed bytes, which are not read', '圧縮された応答（読まない）'],
  [
    'its answer is larger than the {count#} bytes that fit what was asked for',
    '応答が、求めたものの上限{count}バイトより大きい',
  ],
  ['the connection was closed', '接続が閉じられた'],
  ['{path} of {origin} cannot be read', '{origin}の{path}を読めない'],
  ['{folder} cannot be written: {why}', '{folder}に書き込めない：{why}'],
  ['{folder} holds no logs: {why}', '{folder}にログがない：{why}'],
  ['{file} cannot be read: {why}', '{file}を読めない：{why}'],
  [
    '{node} put a record into {origin} (entry {index#}) that its marking does not let go there',
    '{node}が、表示の許さない記録を{origin}の{index}番に入れた',
  ],
  [
    '{count#} of the entries received of {origin} are not believed; the first, {index#}: {why~}',
    '{origin}から受領した項目のうち{count}件を信用しない。最初は{index}番：{why}',
  ],
  ['it does not say what it holds ({status})', '何を持つかを答えない（{status}）'],
  ['it did not give all that it holds of {origin}', '{origin}の保有分すべてを渡さなかった'],
  ['it holds another {origin} than this node', 'このノードと異なる{origin}を持つ'],
  [
    '{what} of {origin} was asked for and not given (status {status})',
    '{origin}の{what}を求めたが渡されなかった（状態{status}）',
  ],
  [
    'it is signed as the checkpoint of another log than {origin}',
    '{origin}でないログのチェックポイントとして署名されている',
  ],
  ['bundle {index#} has {count#} of {due#} entries', '束{index}の項目が{due}件のうち{count}件だけある'],
  [
    '{origin} was offered at {size#} entries after more had been signed',
    '{origin}が、署名済みより少ない{size}件で示された',
  ],
  [
    '{origin} was offered at {size#} entries with another root than was signed before',
    '{origin}が、{size}件で以前の署名と異なる根とともに示された',
  ],
  ['{origin} is no name of a log', '{origin}はログの名でない'],
  [
    'its entries from {index#} on do not lead to the root that it signed for {size#}',
    '{index}番からの項目が、{size}件について署名した根に至らない',
  ],
  [
    '{node} signed for {size#} entries of {origin} and gives no more than {given#}',
    '{node}は{origin}の{size}件に署名したが、{given}件までしか渡さない',
  ],
  [
    '{node} answered {count#} recalls of this node; the newest: {what~}',
    '{node}がこのノードの回収{count}件に応答。最新：{what}',
  ],
  [
    '{node} does not believe {count#} of the entries of this node; the first, {position#} of {origin}: {code}',
    '{node}がこのノードの項目{count}件を信用しない。最初は{origin}の{position}番：{code}',
  ],
  [
    '{count#} answers or complaints to partners could not be put into a log; the first: {why~}',
    '相手国への応答または異議{count}件をログに入れられなかった。最初：{why}',
  ],
  ['hidden', '非表示'],
  ['purged', '消去'],
  ['notHeld', '保有なし'],
]
