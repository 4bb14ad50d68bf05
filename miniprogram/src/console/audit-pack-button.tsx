import { startAuditPack } from '@gonghui/shared/benefits/exports'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useDeed } from '../lib/use-deed'
import { Button } from '../ui/button'
import { Confirm } from '../ui/sheet'

/** 审计包: all that an audit of this drop asks for, made while one goes on. */
export function AuditPackButton({ dropId }: { readonly dropId: string }) {
  const { state, send, ask, putAway } = useDeed(startAuditPack, () => undefined)
  const start = () =>
    send({ params: { dropId } }, () => {
      void Taro.navigateTo({ url: '/console/exports' })
      return '已经开始打包'
    })
  return (
    <>
      <Button id="audit-pack" tone="line" shape="small" icon="doc" onTap={ask}>
        审计包
      </Button>
      {state.kind !== 'idle' && (
        <Confirm
          title="打审计包"
          body={
            <View>
              <Text className="block">
                规则版本、审批、资格范围、抽签证明、操作记录、明细、对账和结算，连同从券逐张核对过的数，打成一个
                zip。
              </Text>
              <Text className="block t14 quiet">姓名和手机号都打码。谁打过包会留下记录。</Text>
              {state.kind === 'failed' && (
                <Text className="block no" id="audit-pack-failed">
                  {state.words}
                </Text>
              )}
            </View>
          }
          yes="开始打包"
          busy={state.kind === 'sending' && '正在开始…'}
          onNo={putAway}
          onYes={() => void start()}
        />
      )}
    </>
  )
}
