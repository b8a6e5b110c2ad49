//! Marks, parts, and lists in other signs than commas and bullets.

use super::check;

#[test]
fn marked_words_are_witnesses() {
    check(&[
        ("String", "Can be `a` or `b`.", "values a|b"),
        ("String", "Can be a or b.", ""),
        ("String", "Its side, which is `north`", "values north"),
        ("String", "Its side, which is north", ""),
        ("String", "Its side, which is `north` by default", "default \"north\""),
        ("String", "Values: `AB` `C_D` `EF`", "values AB|C_D|EF"),
        ("String", "Values:\n- `on`: it runs\n- `off`: it does not", "values on=it runs|off=it does not"),
        ("String", "Value: `kiln`", "values kiln"),
        ("String", "`Default`: `kiln`", "default \"kiln\""),
        ("Integer", "At most `50`, at least `1`. Value range: `1` to `50`", "range 1..=50"),
        ("Integer", "If `kind` is `a`, the value can be 1 or 2.", ""),
    ]);
}

#[test]
fn what_holds_of_a_part() {
    check(&[
        ("String", "总长度不超过512。使用变量时，每个变量名的长度为3~32位的字符串。", "length ..=512"),
        ("String", "Each value contains 43 characters at most.", "length ..=43"),
        ("String", "网段。掩码长度不能大于28", ""),
        ("String", "The time when. It is `{operator}:{time}`, the time as yyyy-mm-ddThh:mm:ssZ.", ""),
        ("String", "The value is in the format of code-letter. The letter can only be `h`.", ""),
        ("String", "The value of xx can be 02 or 06.", ""),
        ("String", "If kind is A:\nat most 128 characters.", ""),
        ("String", "Generally, it contains 36 characters.", ""),
        ("String", "Json格式的字符串。支持“email”、“sms”。", ""),
        ("Integer", "创建的个数，最多支持批量创建100个。", "range ..=100"),
        ("Integer", "大小，最多支持创建100个。", ""),
    ]);
}

#[test]
fn open_lists_are_no_enumerations() {
    check(&[
        ("String", "包含如下取值：\n- FHD：高清\n- XXX：自定义名称", ""),
        ("String", "Example value:\n- 08:15-09:15\n- 23:00-00:00", ""),
        ("String", "Range:\nN/A", ""),
        ("String", "必须是cidr格式。", ""),
        ("String", "Kind. Enumeration value: NONE, no copy ARK, a copy kept by the ark", ""),
        ("String", "不能以 http: / https: 开头，长度 2 - 32", "length 2..=32"),
        ("String", "编号，长度为36个字符。也可以为0，all（所有编号）。", ""),
        ("String", "条件的值。$exists值为true/false。", ""),
        ("String", "排序。sort_key的取值为name或者age。", ""),
        ("String", "方式。取值范围：type为cat时可以为MEOW。type为dog时可以为BARK，HOWL。", ""),
        ("String", "由表中的参数组成。\n| 名称 | 说明 |\n|--|--|\n| version | 默认为v2。 |", ""),
        (
            "String",
            "Range: 10.0.0.0/8-24, 172.16.0.0/12-24, or 192.168.0.0/16-24. Default: 10.0.0.0/8",
            "default \"10.0.0.0/8\"",
        ),
        ("String", "包的类型。甲包必须设置为：boxPack，乙包必须设置为：bagPack。", ""),
        ("String", "星期，以逗号分隔。1代表周日，2代表周一。", ""),
        ("Integer", "星期。1代表周日，2代表周一，依次类推。", ""),
        ("String", "特性的值。如开关类的特性取值on/off，配额类的特性取值整数。", ""),
        ("String", "kind为CAT时表示猫，取值tom/tim。", ""),
        ("String", "BUSY：忙；IDLE：闲；DONE：完；RESET 重置中。", ""),
        ("String", "文件的类型，默认值为.js,.css,.html，可修改。", ""),
        ("String", "用户组。\n- sudo：管理员组。\n- default：Linux默认组。", ""),
        ("String", "内容。\nkind取值为 Cat 时取值如下：\nTomId：编号。\nTimId：名称。", ""),
        ("String", "类型。\n- 群实例，取值分别为“cat”、“dog”。\n- 单实例下，取值为“one”。", ""),
        ("String", "数量。\n- 组的数量可取2~16。\n- 对的数量可取3，5，7。\n- 单的数量只能取1。", ""),
        ("String", "截取的文件路径名，仅支持PNG", ""),
        ("String", "时间，格式为yyyy-mm-ddThh:mm:ssZ，偏移显示为+0800。", ""),
        ("Integer", "Size.\n- For cats, the value can be 1, 2, or 4.\n- For dogs, the value can be 4 or 8.", ""),
        ("String", "Filled in by the caller. Default value: No", ""),
        ("String", "时区。\n- 甲国内站默认为UTC+08:00，国际站默认为UTC时间。", ""),
        ("String", "系统。\n- 对于虚拟机节点，可以配置为“A_OS”、“B_OS”。默认为\"A_OS\"。", ""),
    ]);
}

#[test]
fn lists_in_other_signs() {
    check(&[
        ("String", "编码：h264/h265/origin，默认origin。", "default \"origin\", values h264|h265|origin"),
        ("Integer", "Options: 512, 1,024, 10,240, and 16,384.", "values 512|1024|10240|16384"),
        (
            "String",
            "回源协议（follow：跟随，http：回源(默认)，https：加密）。",
            "default \"http\", values follow=跟随|http=回源|https=加密)。",
        ),
        ("String", "ASC/DESC，不区分大小写", "values ASC|DESC"),
        (
            "String",
            "类型。\nlist：对象列表\nurl_list：URL列表\nobject：文件",
            "values list=对象列表|url_list=URL列表|object=文件",
        ),
        ("String", "Type. Options: `kms` or `none`. Default: `none`.", "default \"none\", values kms|none"),
        ("String", "Protocol of the listener. Supported protocols: `TCP`, `UDP`, and `TLS`.", "values TCP|UDP|TLS"),
        ("Integer", "时长。取值范围：{\"1\", \"3\", \"6\"}", "values 1|3|6"),
        ("String", "取值范围：当前仅支持“cat、dog”。", "values cat|dog"),
        ("String", "协议。支持TCP、UDP和QUIC。", "values TCP|UDP|QUIC"),
        ("String", "类型，目前仅支持Cluster。", "values Cluster"),
        ("String", "策略 取值范围：allow 允许，deny 拒绝", "values allow=允许|deny=拒绝"),
        ("String", "枚举值：cat，猫;  dog，狗；bird，鸟", "values cat=猫|dog=狗|bird=鸟"),
        ("String", "枚举值：cat，猫;  dog（狗）", ""),
        ("String", "方法，可选值GET或PUT。", "values GET|PUT"),
        (
            "String",
            "Sorted by `name`, `born_at` or `size`. Default is `size`",
            "default \"size\", values name|born_at|size",
        ),
        ("String", "`name`, `size`, or both with a comma. Default is `name`", "default \"name\""),
        ("String", "A key, such as `name`, `size` or `kind`. Default is `name`", "default \"name\""),
        ("String", "Either `cat_id` or `dog_id` is needed.", ""),
        ("String", "排序,枚举值:up升序,down降序", "values up=升序|down=降序"),
        ("String", "种类。支持的值包括：\"cat\" - 猫。", "values cat=猫。"),
        ("String", "AT_DAWN 天亮 ; AT_NOON 中午;\nAT_DUSK 天黑;", "values AT_DAWN=天亮|AT_NOON=中午|AT_DUSK=天黑"),
        ("String", "ECS 的名称，VPC 的名称", ""),
        (
            "String",
            "选项。取值：\n- 取“0”，表示关。\n- 取“1”，表示开。\n- 不传该参数时，为开。",
            "values 0=表示关。|1=表示开。",
        ),
        (
            "String",
            "取值范围：\n- ip：按地址\n- other：按来源\n- url：按路径",
            "values ip=按地址|other=按来源|url=按路径",
        ),
        ("String", "方法默认GET，{GET/HEAD/PUT}", "default \"GET\", values GET|HEAD|PUT"),
        ("Array of strings", "支持http_2xx/http_3xx，一个或者多个的列表", "values http_2xx|http_3xx"),
        ("String", "后端类型\n- HTTP：网页\n- FUNCTION：函数", "values HTTP=网页|FUNCTION=函数"),
        (
            "String",
            "Type. Valid values: ACCESS (logs; default value) and HEALTH (checks).",
            "default \"ACCESS\", values ACCESS=logs|HEALTH=checks",
        ),
        ("Integer", "Match. 1: tags (default value); 2: routes.", "default 1, values 1=tags|2=routes."),
        (
            "String",
            "Format. The default format is GZIP.\nEnumerated values:\n- gzip\n- json",
            "default \"gzip\", values gzip|json",
        ),
        ("String", "语言。默认en-us。\n取值范围：\nen-us\nzh-cn", "default \"en-us\", values en-us|zh-cn"),
        ("String", "El valor predeterminado es NONE.", "default \"NONE\""),
        ("String", "Content type. Default: text/plain;charset=utf8", "default \"text/plain;charset=utf8\""),
        ("String", "Content type. Default: text/plain; charset=utf8", "default \"text/plain; charset=utf8\""),
        ("String", "方式。取值范围：insert 。", "values insert"),
        (
            "Array of integers",
            "分区。取值范围：0表示center，21表示home，41表示far。",
            "values 0=center|21=home|41=far。",
        ),
        (
            "Integer",
            "粒度。取值范围：\n- 300：间隔为5分钟，单位：秒\n- 3600：间隔为1小时，单位：秒",
            "values 300=间隔为5分钟,单位:秒|3600=间隔为1小时,单位:秒",
        ),
        ("String", "取值范围：string", ""),
        (
            "String",
            "方式，枚举值：\n- “file”，表示用文件，“id”必选。\n- “time”，表示按时间，“at”必选。",
            "values file=表示用文件,\"id\"必选。|time=表示按时间,\"at\"必选。",
        ),
        ("String", "公共参数，本接口取值：2011-01-02。", "values 2011-01-02"),
        ("String", "时区。若为空则默认使用B-Server节点的时区。", ""),
        ("String", "Tag. Max: 25 characters", "length ..=25"),
        ("String", "Name, up to 64 letters, digits, and hyphens.", "length ..=64"),
        ("String", "length ≤ 80", "length ..=80"),
        ("Integer", "Size. Value range: 1024-65536 bytes (that is 1-64 KB).", "range 1024..=65536"),
    ]);
}

#[test]
fn only_values_and_values_without_marks() {
    check(&[
        ("String", "The value is fixed to cat.", "values cat"),
        ("String", "What to do. Set the value to `FeedPet`.", "values FeedPet"),
        ("String", "What to do. Set the value to:\nFeed-1", "values Feed-1"),
        ("Integer", "How often. To stop it, set the value to 0.", ""),
        ("Integer", "How often. Set the value to 0 to stop it.", ""),
        ("String", "The value is fixed at Cat and cannot be changed.", "values Cat"),
        ("String", "Only the value cat is supported currently.", "values cat"),
        ("String", "Only cats are supported.", ""),
        ("String", "The value must be `cat`.", "values cat"),
        ("String", "The value must be unique.", ""),
        ("String", "种类，目前仅支持：CAT-2", "values CAT-2"),
        ("String", "固定值：cat", "values cat"),
        ("String", "El valor está fijado en cat.", "values cat"),
        ("String", "O valor é fixado em cat e não pode ser alterado.", "values cat"),
        ("String", "Two options are available: cat and dog.", "values cat|dog"),
        ("String", "Kind. One of cat, dog, or bird.", "values cat|dog|bird"),
        ("String", "Uno de gato o perro.", "values gato|perro"),
        ("String", "Um de gato ou cão2.", ""),
        (
            "String",
            "How it is fed, one of the following ways:\n- hand. By hand.\n- bowl. From a bowl.",
            "values hand=By hand.|bowl=From a bowl.",
        ),
        ("String", "Kind. CAT: it purrs. DOG: it barks.", "values CAT=it purrs.|DOG=it barks."),
        ("String", "种类\ncat：猫\ndog：狗", "values cat=猫|dog=狗"),
        (
            "String",
            "Range: cat: purrs dog: barks all (default): any",
            "default \"all\", values cat=purrs|dog=barks|all=any",
        ),
        ("String", "消息：{\"hps\":{\"msg\":\"喵\"},\"type\":\"1\"}", ""),
        ("String", "可用性，\"Yes\"：可用，\"No\"：不可用", "values Yes=可用|No=不可用"),
        ("String", "What it is. It can be cat or dog.", "values cat|dog"),
        ("String", "种类，cat：猫，dog：狗。", "values cat=猫|dog=狗。"),
        ("String", "是否喂养（off代表关闭 on代表开启）。", "values off=关闭|on=开启)。"),
        ("String", "名称，其中cat：猫，dog：狗。", ""),
        ("String", "种类，可选值：\nCAT-猫\nDOG-狗", "values CAT=猫|DOG=狗"),
        ("String", "种类，取值：\nCAT_2", "values CAT_2"),
        ("String", "取值范围：\nsiamese-cat shepherd-dog", "values siamese-cat|shepherd-dog"),
        ("String", "Range: N/A Default value: N/A", ""),
        ("String", "Value range: GMT-12:00 to GMT+12:00.", ""),
        ("Integer", "种类 1猫;2狗", "values 1=猫|2=狗"),
        ("Integer", "种类 1.猫 2.狗 3.鸟", "values 1=猫|2=狗|3=鸟"),
        ("Integer", "要求：1.大于零，且 2.小于一百。", ""),
        ("Integer", "特殊取值：\n- 0：不喂\n- -1：一直喂", ""),
        ("String", "Must be one of cat, dog, or bird", "values cat|dog|bird"),
        (
            "String",
            "Definition\nKind.\nRange\ncat: purrs\ndog: barks\nDefault Value\ncat",
            "default \"cat\", values cat=purrs|dog=barks",
        ),
        ("String", "Such as:\n- cat: purrs\n- dog: barks", ""),
        ("Object", "- cat: purrs\n- dog: barks", ""),
        ("String", "The pet is fed at 12:30 or 18:30: always.", ""),
    ]);
}

#[test]
fn codes_are_values_though_their_words_say_nothing_or_label() {
    check(&[
        ("String", "Options:\n- OPEN: x\n- OTHER: y\n- DONE: z", "values OPEN=x|OTHER=y|DONE=z"),
        ("String", "Enumerated values:\nOPEN\nDEFAULT\nNONE", "values OPEN|DEFAULT|NONE"),
        ("String", "The value can be:\n- NOTE: a\n- EXAMPLE: b\n- ETC: c", "values NOTE=a|EXAMPLE=b|ETC=c"),
        ("String", "The value can be NOTE, TIP, or ETC.", "values NOTE|TIP|ETC"),
        ("String", "取值范围：NOTE、ETC。", "values NOTE|ETC"),
        ("String", "Options: NOTE, ETC, TIP", "values NOTE|ETC|TIP"),
        ("String", "Options: NOTE, TIP, etc.", ""),
        ("String", "Options: NOTE, TIP, ETC.", ""),
        ("String", "Enumeration values: `cat` and `dog`.", "values cat|dog"),
        ("String", "Enumerated values: cat, dog, and cow", "values cat|dog|cow"),
    ]);
}

#[test]
fn both_ends_of_a_range_count_though_one_is_open() {
    check(&[
        ("Integer", "Value range: greater than 0 and less than or equal to 100", "range 1..=100"),
        ("Integer", "Must be greater than 5 and less than 10.", "range 6..=9"),
        ("Integer", "取值范围：大于0且小于等于100。", "range 1..=100"),
        ("Integer", "取值范围：大于等于1且小于100。", "range 1..=99"),
    ]);
}
