import { standingNames } from '@gonghui/shared/lib/standing'
import type { Repair } from '@gonghui/shared/membership/repairs'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { dateOf } from '../lib/words'
import { Button } from '../ui/button'
import { Fact } from '../ui/card'
import { Field } from '../ui/field'
import { Sheet } from '../ui/sheet'
import type { useRepairs } from './use-repairs'

interface RepairSheetProps {
  readonly about: Repair
  readonly desk: ReturnType<typeof useRepairs>
}

/** Both side by side, masked until a reason is given; then one or two people, said once. */
export function RepairSheet({ about, desk }: RepairSheetProps) {
  const { shown, unmask, decide, deciding, look } = desk
  const [reason, setReason] = useState('')
  const [words, setWords] = useState('')
  const whole = shown.kind === 'shown' ? shown.whole : undefined
  const { holder } = about
  const busy = deciding.kind === 'sending' && '正在办理…'
  return (
    <Sheet title="是同一个人吗？" onClose={() => look(undefined)}>
      <View className="field">
        <Text className="field-label">申请人（新的微信）</Text>
        <Fact name="姓名">{whole?.applicant.name ?? about.nameMasked}</Fact>
        <Fact name="手机">{whole?.applicant.phone ?? about.phoneMasked}</Fact>
        <Fact name="申请加入">{about.orgName}</Fact>
      </View>
      <View className="field">
        <Text className="field-label">原会员</Text>
        <Fact name="姓名">{whole?.holder.name ?? holder.nameMasked}</Fact>
        <Fact name="手机">{whole?.holder.phone ?? holder.phoneMasked}</Fact>
        <Fact name="工会">
          {holder.orgName}・{standingNames[holder.standing]}・{dateOf(holder.joinedAt)}入会
        </Fact>
      </View>
      {!whole && (
        <Field
          id="unmask-reason"
          label="要看完整姓名和手机号，写明原因"
          value={reason}
          onChange={setReason}
          max={60}
          placeholder="例如：打电话核对"
          hint="两边的这次查看都会记下来"
          error={shown.kind === 'masked' ? shown.error : undefined}
          end={
            <Button
              id="unmask"
              tone="quiet"
              shape="small"
              disabled={!reason.trim()}
              busy={shown.kind === 'asking' && '查看中'}
              onTap={() => void unmask(reason.trim())}
            >
              查看
            </Button>
          }
        />
      )}
      <Field
        id="repair-words"
        label="怎么核实的"
        value={words}
        onChange={setWords}
        hint="申请人会看到这句话"
        placeholder="例如：当面核对了身份证，是本人"
        error={deciding.kind === 'failed' ? deciding.words : undefined}
      />
      <View className="t12 quiet">
        合并：会员号、券、积分和记录转到新的微信，旧的微信不再是会员。号码换了主人：从原会员名下放开，申请照常审核，原会员会收到消息去登记新号码。都不是就退回，请对方换成自己的手机号。
      </View>
      <View className="sheet-ways">
        <Button
          id="repair-refuse"
          tone="line"
          disabled={!words.trim()}
          busy={busy}
          onTap={() => decide('refuse', words.trim())}
        >
          不是本人，退回
        </Button>
        <Button
          id="repair-passed-on"
          tone="line"
          disabled={!words.trim()}
          busy={busy}
          onTap={() => decide('passed-on', words.trim())}
        >
          号码已换人
        </Button>
        <Button
          id="repair-merge"
          disabled={!words.trim()}
          busy={busy}
          onTap={() => decide('merge', words.trim())}
        >
          是本人，合并
        </Button>
      </View>
    </Sheet>
  )
}
