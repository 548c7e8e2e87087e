import type { Sentence } from './sentence.ts'

/** What the node writes of close approaches and of the rules it begins with. */
export const approachSentences: readonly Sentence[] = [
  [
    '{first!} ({firstId#}) and {second!} ({secondId#}) pass at {miss#} km with {speed#} km/s at {tca@}, in {lead#} h{others~}; ' +
      'probability of collision ≤ {pc#} (no covariance: an upper bound). Rule {rule}: at most {within#} km{likely~}, from {from#} h before.{also~}',
    '{first}（{firstId}）と{second}（{secondId}）が{tca}に距離{miss} km、相対速度{speed} km/sで最接近（発報の{lead}時間後）{others}。' +
      '衝突確率 ≤ {pc}（共分散なし、上限値）。規則{rule}：{within} km以内{likely}、{from}時間前から。{also}',
  ],
  [', the closest of {count#} such approaches', '、該当する接近{count}件のうち最も近いもの'],
  [' and a maximum probability of at least {pc#}', '、最大衝突確率{pc}以上'],
  [
    ' Rule {rule} ({priority~}) fires too, for {miss#} km at {tca@}.{also~}',
    '規則{rule}（{priority}）にも該当：{tca}に{miss} km。{also}',
  ],
  ['name unknown', '名称不明'],
  ['{first!} – {second!}: {miss#} km', '{miss} km：{first} – {second}'],
  [
    'Collision with a crewed space station: loss of life and of the station.',
    '有人宇宙ステーションとの衝突：人命とステーションの喪失。',
  ],
  [
    'Call the operator of the station now; screen again with their ephemeris; ask for a decision on a manoeuvre.',
    '直ちにステーションの運用者に電話し、先方の軌道暦で再度スクリーニングし、マヌーバの判断を求める。',
  ],
  [
    'Damage to the Quasi-Zenith Satellite System or to a payload that it hosts.',
    '準天頂衛星システムまたはそのホステッド・ペイロードの損傷。',
  ],
  [
    'Ask the operator for an ephemeris and any planned manoeuvre, screen again, and tell the owner of the payload.',
    '運用者に軌道暦とマヌーバ計画を照会し、再度スクリーニングし、ペイロードの所有者に伝える。',
  ],
  ['Loss of a Japanese satellite and debris in its orbit.', '日本の衛星の喪失と、その軌道でのスペースデブリの発生。'],
  [
    'Tell the operator, ask for an ephemeris, and screen again with newer elements before the decision time.',
    '運用者に伝え、軌道暦を求め、判断の時刻までに新しい軌道要素で再度スクリーニングする。',
  ],
  [
    'A collision would put debris into an orbit that others use.',
    '衝突すれば、他者が使う軌道にスペースデブリが生じる。',
  ],
  [
    'Look at the ages of both element sets, ask for a newer observation, and tell the owners if it stays.',
    '両物体の軌道要素の経過を確かめ、新しい観測を求め、接近が変わらなければ所有者に伝える。',
  ],
  [
    'Upper bound by the SOCRATES model, no covariance known: each object 1σ of 100, 300 and 100 m radial, in-track and ' +
      'cross-track, their sum scaled to the size that gives the largest probability; radii from the name (STARLINK 10 m, else 1 m).',
    'SOCRATESのモデルによる上限値（共分散なし）：各物体の1σを動径方向100 m、進行方向300 m、軌道面法線方向100 mとし、' +
      'その和を衝突確率が最大となる大きさに合わせる。半径は名称から（STARLINKは10 m、他は1 m）。',
  ],
]

/** What the node writes of its own health: title, reason, consequence and action of each finding. */
export const healthSentences: readonly Sentence[] = [
  ['Nothing can be saved', '保存できない'],
  [
    'What happens is not recorded, acknowledgements are refused, new data are not kept.',
    '出来事が記録されず、警報の確認は拒まれ、新しいデータは残らない。',
  ],
  [
    'Make room on the disk or restore the right to write; keep a log by hand until it heals.',
    'ディスクの空きを作るか書込権限を戻す。直るまで記録は手書きで残す。',
  ],
  ['Saving takes long', '保存に時間がかかっている'],
  ['a write to the store has not ended for {s#} s', '保管庫への書込みが{s}秒終わらない'],
  [
    'Whoever changes something waits; if the disk has failed, nothing is saved.',
    '変更の操作が待たされる。ディスクの故障なら何も保存されない。',
  ],
  ['Look at the disk and at what else uses it.', 'ディスクと、それを使う他の処理を確かめる。'],
  ['Stored {collection}: {count#} cannot be read', '保管データ（{collection}）：{count}件を読めない'],
  [
    'what is stored under {collection} as {ids} is not what this version reads',
    '{collection}に保管された{ids}は、この版では読めない形式である',
  ],
  [
    'The node works as if they were not there: what was set up or decided there does not hold.',
    'ノードはそれらが無いものとして動く。そこでの設定や判断は効かない。',
  ],
  [
    'Look at them and save them anew, or restore a backup with the version that wrote it.',
    '内容を確かめて保存し直すか、書いた版のプログラムでバックアップから戻す。',
  ],
  ['Disk: {free#} MiB left', 'ディスク：残り{free} MiB'],
  ['{free#} MiB of {total#} MiB are free at {path}', '{path}の空きは{total} MiBのうち{free} MiB'],
  ['When it is full, nothing can be saved any more.', '一杯になると何も保存できない。'],
  ['Make room, or keep less: settings, retention.', '空きを作るか、設定の保存期間を短くする。'],
  ['nothing has come from it yet: {error~}', 'まだ何も届いていない：{error}'],
  ['nothing has come from it yet', 'まだ何も届いていない'],
  ['nothing has come from it since {utc@}: {error~}', '{utc}以降何も届いていない：{error}'],
  ['nothing has come from it since {utc@}', '{utc}以降何も届いていない'],
  [
    'What comes in this log is not searched: an attack would go on unseen.',
    'このログに入るものを照合できない。攻撃があっても気付かない。',
  ],
  ['the last attempt failed: {error~}', '直近の取得に失敗した：{error}'],
  ['the last attempt failed', '直近の取得に失敗した'],
  [
    'What is shown rests on old data; changes since then are not seen.',
    '表示は古いデータに基づく。その後の変化は見えない。',
  ],
  ['If it goes on, what is shown will rest on old data.', '続けば、表示は古いデータに基づくものになる。'],
  [
    'Read the error; correct the source or its network, or bring the data by file.',
    '誤りの内容を読み、情報源かその通信路を直すか、データをファイルで取り込む。',
  ],
  [
    '{host} is an address that is not public ({range}); allow private addresses for it if that is meant',
    '{host}は公開アドレスではない（{range}）。意図したものなら、私設アドレスを許す設定にする',
  ],
  [
    '{host} leads to {address}, an address that is not public ({range}); allow private addresses for it if that is meant',
    '{host}の行き先{address}は公開アドレスではない（{range}）。意図したものなら、私設アドレスを許す設定にする',
  ],
  ['TAXII account {name}: certificate ends soon', 'TAXIIアカウント{name}：証明書の期限が近い'],
  ['TAXII account {name}: certificate has ended', 'TAXIIアカウント{name}：証明書が期限切れ'],
  ['TAXII over TLS: certificate ends soon', 'TLSでのTAXII提供：証明書の期限が近い'],
  ['TAXII over TLS: certificate has ended', 'TLSでのTAXII提供：証明書が期限切れ'],
  ['{name}: certificate ends soon', '{name}：証明書の期限が近い'],
  ['{name}: certificate has ended', '{name}：証明書が期限切れ'],
  ['it is valid until {utc@}', '有効期限は{utc}'],
  [
    'Once it has ended the server turns this node away, and nothing comes from this feed.',
    '期限が切れるとサーバーがこのノードを拒み、この配信元から何も届かない。',
  ],
  [
    'Get another one signed, remove the feed and add it again with that one: what it brought stays.',
    '新しい証明書の発行を受け、配信元を削除し、その証明書で追加し直す。取得済みのものは残る。',
  ],
  [
    'Once it has ended this client is turned away, and gets nothing from this node.',
    '期限が切れるとこのクライアントは拒まれ、このノードから何も得られない。',
  ],
  [
    'Ask its people for another one and add that to the account before this one ends.',
    '先方に新しい証明書を求め、期限までにアカウントに加える。',
  ],
  [
    'Once it has ended clients that check it do not connect, and get nothing from this node.',
    '期限が切れると、証明書を確かめるクライアントは接続せず、このノードから何も得られない。',
  ],
  [
    'Put another one, with its key, into the folder “cyber” of the data folder and start the node again.',
    '新しい証明書と鍵をデータフォルダーの「cyber」に置き、ノードを再起動する。',
  ],
  ['{share#} % of the {what~} are older than {days#} d', '{what}の{share} %が{days}日を超えて古い'],
  [
    '{number#} of {count#} {what~} are older than {days#} days',
    '{what}{count}件のうち{number}件が{days}日を超えて古い',
  ],
  ['What is computed from these is wrong or left out.', 'それらから計算される値は誤っているか、除外されている。'],
  [
    'See that a source of current data answers, or bring a current file.',
    '最新のデータの情報源が応答するようにするか、最新のファイルを取り込む。',
  ],
  ['The newest of the {what~} is ahead of the clock', '最新の{what}が時計より先の時刻である'],
  ['it is of {utc@}, {span} from now', '{utc}の値で、今より{span}先'],
  [
    'The clock of the node is behind, or a source gives wrong times; ages are wrong.',
    'ノードの時計が遅れているか、情報源の時刻が誤っている。経過の表示は誤りである。',
  ],
  ['Compare the machine’s clock with a trusted one.', '機器の時計を信頼できる時計と比べる。'],
  ['{work~}: overdue', '{work}：期限超過'],
  ['Screening of all objects', '全物体のスクリーニング'],
  ['it was due at {utc@}', '期限は{utc}'],
  ['What is shown may miss what has changed since.', 'その後の変化が表示に無いことがある。'],
  ['Look at the jobs: start it, or see why it does not end.', 'ジョブを見て、開始するか、終わらない理由を確かめる。'],
  ['The node answers slowly', 'ノードの応答が遅い'],
  ['it stood still for {s#} s in the last minute', '直近1分間に{s}秒停止した'],
  ['Pages and alerts come late.', '画面と警報が遅れる。'],
  [
    'See what else runs on the machine; fewer threads for jobs may help.',
    '機器で他に動いている処理を確かめる。ジョブのスレッド数を減らすとよいことがある。',
  ],
  ['Clock of the node: {offset~}', 'ノードの時計：{offset}'],
  ['the clock is {offset~} of that of {servers}', '{servers}の時計に対して{offset}'],
  [
    'the clock was set or the machine slept: it is {offset~} of where it would be',
    '時計が合わせられたか機器が休止した。あるべき時刻に対して{offset}',
  ],
  ['the clock is {offset~} of the newest line of the log', '最新の記録の時刻に対して{offset}'],
  ['{size#} s ahead', '{size}秒進み'],
  ['{size#} min ahead', '{size}分進み'],
  ['{size#} h ahead', '{size}時間進み'],
  ['{size#} d ahead', '{size}日進み'],
  ['{size#} s behind', '{size}秒遅れ'],
  ['{size#} min behind', '{size}分遅れ'],
  ['{size#} h behind', '{size}時間遅れ'],
  ['{size#} d behind', '{size}日遅れ'],
  [
    'Times of events, ages of data and predictions are wrong by as much.',
    '出来事の時刻、データの経過、予測がその分だけ誤っている。',
  ],
  [
    'Compare the machine’s clock with a trusted one and correct it; see that it is kept by NTP.',
    '機器の時計を信頼できる時計と比べて直し、NTPで合うようにする。',
  ],
]
