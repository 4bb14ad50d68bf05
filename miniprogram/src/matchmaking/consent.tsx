import { MATCHMAKING_CONSENT_VERSION } from '@gonghui/shared/matchmaking/profiles'
import { Text, View } from '@tarojs/components'
import { Card } from '../ui/card'
import { Page } from '../ui/page'

const parts: readonly { title: string; text: string }[] = [
  {
    title: '我们取什么',
    text: '你填写的性别、出生年份、身高、学历、行业、上班和居住的区、户籍、婚姻情况、爱好、自我介绍和择偶要求；照片可以不放，拍摄地点、时间等信息上传后自动去掉。不取身份证和具体住址。',
  },
  {
    title: '谁能看到',
    text: '审核前只有你自己。通过后，条件合适的会员看到你的资料，看不到姓名、单位、电话和会员号；每个人看到的编号都不一样，离开这里没有用处。照片先过微信的安全检查，再由单位红娘审核，交换联系方式后才给对方看。同单位的人默认互相看不到。',
  },
  {
    title: '单位红娘做什么',
    text: '核实资料、确认牵线、处理举报。红娘平时看到遮住的姓名；核实身份时查看完整姓名，每一次都有记录。别的单位的红娘看不到你的资料。',
  },
  {
    title: '什么时候交换姓名和电话',
    text: '互相心动、两边红娘都确认、你们各再同意一次之后，只交换给对方一人，并留下记录。任何一步都可以退出，不用说原因。',
  },
  {
    title: '相亲会',
    text: '报名后，主办的工会只看到先后、年龄和号码，看不到姓名；现场用会员码签到，只发号码牌。你只看到自己的桌次和对方的号码。会后心动只有互相选中的两个人知道。名单在活动后一年清除。',
  },
  {
    title: '你的权利',
    text: '这项同意和入会无关，不同意不影响其他服务。随时可以隐身、暂停、修改或删除；删除后资料立即清除，只保留防止骚扰所需、认不出你是谁的编号。',
  },
]

/** 交友服务说明: what one agrees to apart from joining the union. */
export default function Consent() {
  return (
    <Page title="交友服务说明">
      <Card>
        {parts.map(({ title, text }) => (
          <View key={title} style={{ paddingBottom: '16px' }}>
            <Text className="block bold t16">{title}</Text>
            <Text className="t14 quiet">{text}</Text>
          </View>
        ))}
        <Text className="t12 quiet">版本 {MATCHMAKING_CONSENT_VERSION}</Text>
      </Card>
    </Page>
  )
}
