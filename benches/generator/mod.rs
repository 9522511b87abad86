//! Articles of the genre by the thousand: invented people in real kinds of posts, from 2010 to 2025, the same for the same number.
//!
//! Posts change hands every few years, and their holders move within their province; a few names are those of several people. The state
//! and the large provinces are in the news more often than the others. One article in fifty is printed again.

use fastrand::Rng;

const FAMILIES: [&str; 24] = [
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý",
    "Đinh", "Đoàn", "Lương", "Trịnh", "Mai", "Cao", "Tạ", "Hà", "Lò", "Nông",
];
const MIDDLES: [&str; 16] = [
    "Văn", "Thị", "Đức", "Hữu", "Quốc", "Minh", "Thanh", "Xuân", "Ngọc", "Đình", "Công", "Anh", "Thế", "Kim",
    "Bá", "Quang",
];
const GIVEN: [&str; 48] = [
    "An", "Bình", "Cường", "Dũng", "Dung", "Duy", "Đạt", "Điệp", "Giang", "Hải", "Hạnh", "Hiền", "Hiếu",
    "Hòa", "Hoan", "Hùng", "Huy", "Khải", "Khánh", "Khoa", "Lam", "Liên", "Linh", "Loan", "Long", "Lợi",
    "Mạnh", "Nam", "Nga", "Nghĩa", "Nhung", "Phong", "Phúc", "Phương", "Quý", "Sơn", "Tâm", "Thảo", "Thắng",
    "Thịnh", "Thủy", "Toàn", "Trang", "Trung", "Tuấn", "Tùng", "Vinh", "Yến",
];
const PROVINCES: [&str; 40] = [
    "Nghệ An",
    "Thanh Hóa",
    "Đồng Nai",
    "Bình Dương",
    "Quảng Ninh",
    "Bắc Ninh",
    "Hải Dương",
    "Thái Bình",
    "Lào Cai",
    "Yên Bái",
    "Sơn La",
    "Điện Biên",
    "Lai Châu",
    "Hòa Bình",
    "Phú Thọ",
    "Tuyên Quang",
    "Hà Giang",
    "Cao Bằng",
    "Bắc Kạn",
    "Lạng Sơn",
    "Thái Nguyên",
    "Hà Tĩnh",
    "Quảng Bình",
    "Quảng Trị",
    "Quảng Nam",
    "Quảng Ngãi",
    "Bình Định",
    "Phú Yên",
    "Khánh Hòa",
    "Gia Lai",
    "Đắk Lắk",
    "Lâm Đồng",
    "Bình Thuận",
    "Tây Ninh",
    "Long An",
    "Tiền Giang",
    "Bến Tre",
    "An Giang",
    "Kiên Giang",
    "Cà Mau",
];
const OFFICES: [&str; 14] = [
    "Nông nghiệp và Phát triển nông thôn",
    "Giao thông vận tải",
    "Giáo dục và Đào tạo",
    "Y tế",
    "Tài chính",
    "Công Thương",
    "Xây dựng",
    "Nội vụ",
    "Tư pháp",
    "Khoa học và Công nghệ",
    "Tài nguyên và Môi trường",
    "Kế hoạch và Đầu tư",
    "Văn hóa, Thể thao và Du lịch",
    "Thông tin và Truyền thông",
];
const DISTRICTS: [&str; 8] =
    ["Tân Lập", "Phú Hòa", "Đông Sơn", "Vĩnh Thạnh", "Hưng Long", "Bắc Sơn", "Nam Thành", "An Phú"];
const MEETINGS: [&str; 8] = [
    "hội nghị trực tuyến",
    "cuộc họp",
    "hội nghị",
    "buổi làm việc",
    "hội nghị giao ban",
    "hội nghị sơ kết",
    "hội nghị tổng kết",
    "phiên họp",
];
const TOPICS: [&str; 20] = [
    "phòng, chống thiên tai",
    "giải ngân vốn đầu tư công",
    "xây dựng nông thôn mới",
    "phòng cháy rừng",
    "cải cách hành chính",
    "thu ngân sách",
    "an toàn thực phẩm",
    "chuyển đổi số",
    "giảm nghèo bền vững",
    "phát triển du lịch",
    "giải phóng mặt bằng đường cao tốc",
    "phòng, chống dịch bệnh",
    "an toàn giao thông",
    "phát triển nhà ở xã hội",
    "chống hạn, chống mặn",
    "quản lý đất đai",
    "năm học mới",
    "khám, chữa bệnh",
    "thu hút đầu tư",
    "bảo vệ môi trường",
];
const TASKS: [&str; 20] = [
    "rà soát các hồ chứa xung yếu",
    "báo cáo kết quả trước ngày 15 hằng tháng",
    "bố trí đủ kinh phí cho các xã",
    "kiểm tra các chợ đầu mối",
    "đẩy nhanh tiến độ các gói thầu",
    "công khai thủ tục trên cổng dịch vụ",
    "tập huấn cho cán bộ cơ sở",
    "xử lý dứt điểm các vụ lấn chiếm",
    "lập tổ công tác liên ngành",
    "gặp dân để vận động bàn giao mặt bằng",
    "mở thêm điểm tiêm ở vùng xa",
    "khôi phục các tuyến đường sạt lở",
    "dự trữ vật tư tại chỗ",
    "hoàn thành quy hoạch chi tiết",
    "thống kê thiệt hại từng hộ",
    "cắt giảm thời gian cấp phép",
    "giám sát việc dùng vốn vay",
    "tuyển thêm giáo viên mầm non",
    "cử cán bộ trực ban ngày đêm",
    "hướng dẫn nông dân đổi giống",
];
/// What the rest of an article is made of, in no order: it says nothing, and is nowhere said twice.
const WORDS: [&str; 115] = [
    "mưa lớn",
    "đồng ruộng",
    "hồ chứa",
    "bờ kè",
    "cánh rừng",
    "nương ngô",
    "vườn cam",
    "đàn trâu",
    "lồng cá",
    "xóm núi",
    "bản xa",
    "chợ phiên",
    "con đập",
    "kênh mương",
    "cầu treo",
    "đường đất",
    "xe tải",
    "máy cày",
    "giống mới",
    "phân bón",
    "giá bán",
    "vốn vay",
    "lãi suất",
    "hộ nghèo",
    "nhà ở",
    "lớp học",
    "thầy giáo",
    "thuốc men",
    "nước sạch",
    "điện lưới",
    "sóng biển",
    "tàu cá",
    "cảng nhỏ",
    "kho lạnh",
    "xưởng mộc",
    "lò gạch",
    "mỏ đá",
    "đất bồi",
    "bãi ngang",
    "cửa sông",
    "mùa khô",
    "gió chướng",
    "sương muối",
    "nắng nóng",
    "lũ quét",
    "sạt lở",
    "cháy rừng",
    "dịch tả",
    "sâu bệnh",
    "năng suất",
    "sản lượng",
    "doanh thu",
    "thuế đất",
    "hồ sơ",
    "thủ tục",
    "cổng mạng",
    "chữ ký",
    "bản đồ",
    "quy hoạch",
    "mặt bằng",
    "đền bù",
    "tái định",
    "công trường",
    "gói thầu",
    "vật liệu",
    "cát sỏi",
    "xi măng",
    "thép tròn",
    "nhân công",
    "tay nghề",
    "việc làm",
    "lao động",
    "tiền lương",
    "bảo hiểm",
    "hợp tác",
    "thương lái",
    "chuỗi hàng",
    "tem nhãn",
    "khách xa",
    "lễ hội",
    "nghề dệt",
    "làng gốm",
    "món ăn",
    "rau sạch",
    "trái cây",
    "hạt điều",
    "cà phê",
    "hồ tiêu",
    "cao su",
    "cây keo",
    "mía đường",
    "lúa nếp",
    "tôm giống",
    "cua biển",
    "muối hạt",
    "rong nho",
    "tăng dần",
    "giảm nhẹ",
    "đạt mức",
    "vượt xa",
    "còn thiếu",
    "chưa đủ",
    "đã xong",
    "sắp tới",
    "năm ngoái",
    "quý trước",
    "tháng qua",
    "ven sông",
    "vùng cao",
    "miền xuôi",
    "phía đông",
    "bờ tây",
    "đầu nguồn",
    "cuối tuyến",
    "giữa trưa",
];
/// The first year of the news, and how many there are.
const YEARS: (u32, u32) = (2010, 16);
/// One article in so many is printed again.
const REPRINTED: usize = 50;

/// A post, and who held it from which year on.
struct Office {
    title: &'static str,
    body: String,
    holders: Vec<(u32, String)>,
}

/// The people and their posts.
pub(crate) struct Generator {
    random: Rng,
    /// The state first, then each province.
    houses: Vec<Vec<Office>>,
    made: usize,
    last: Option<(String, u32)>,
}

impl Generator {
    /// What it makes depends on the number alone.
    pub(crate) fn new(seed: u64) -> Generator {
        let mut generator =
            Generator { random: Rng::with_seed(seed), houses: Vec::new(), made: 0, last: None };
        let state = generator.state();
        generator.houses.push(state);
        for province in PROVINCES {
            let house = generator.province(province);
            generator.houses.push(house);
        }
        generator
    }

    fn name(&mut self) -> String {
        let mut one = |words: &[&'static str]| words[self.random.usize(..words.len())];
        format!("{} {} {} {}", one(&FAMILIES), one(&MIDDLES), one(&GIVEN), one(&GIVEN))
    }

    /// New holders every few years, of whom some held another post of the house before.
    fn office(&mut self, title: &'static str, body: String, known: &mut Vec<String>) -> Office {
        let (mut year, mut holders) = (YEARS.0, Vec::new());
        while year < YEARS.0 + YEARS.1 {
            let name = match self.random.usize(..4) {
                0 if !known.is_empty() => known.swap_remove(self.random.usize(..known.len())),
                _ => self.name(),
            };
            known.push(name.clone());
            holders.push((year, name));
            year += self.random.u32(3..7);
        }
        Office { title, body, holders }
    }

    fn state(&mut self) -> Vec<Office> {
        let mut known = Vec::new();
        let mut offices = vec![
            self.office("Thủ tướng", "Chính phủ".to_owned(), &mut known),
            self.office("Chủ tịch", "Quốc hội".to_owned(), &mut known),
            self.office("Phó Thủ tướng", "Chính phủ".to_owned(), &mut known),
            self.office("Phó Thủ tướng", "Chính phủ".to_owned(), &mut known),
        ];
        for sector in OFFICES {
            offices.push(self.office("Bộ trưởng", format!("Bộ {sector}"), &mut known));
            offices.push(self.office("Thứ trưởng", format!("Bộ {sector}"), &mut known));
        }
        offices
    }

    fn province(&mut self, province: &str) -> Vec<Office> {
        let mut known = Vec::new();
        let committee = || format!("UBND tỉnh {province}");
        let mut offices = vec![
            self.office("Chủ tịch", committee(), &mut known),
            self.office("Bí thư", format!("Tỉnh ủy {province}"), &mut known),
            self.office("Phó Chủ tịch", committee(), &mut known),
            self.office("Phó Chủ tịch", committee(), &mut known),
            self.office("Chủ tịch", format!("HĐND tỉnh {province}"), &mut known),
            self.office("Giám đốc", format!("Công an tỉnh {province}"), &mut known),
        ];
        for sector in OFFICES {
            offices.push(self.office("Giám đốc", format!("Sở {sector} tỉnh {province}"), &mut known));
            offices.push(self.office("Phó Giám đốc", format!("Sở {sector} tỉnh {province}"), &mut known));
        }
        for district in DISTRICTS {
            let district = format!("huyện {district}, tỉnh {province}");
            offices.push(self.office("Chủ tịch", format!("UBND {district}"), &mut known));
        }
        offices
    }

    fn one(&mut self, words: &[&'static str]) -> &'static str {
        words[self.random.usize(..words.len())]
    }

    fn words(&mut self) -> String {
        let mut words: Vec<&str> = (0..self.random.usize(8..14)).map(|_| self.one(&WORDS)).collect();
        words.insert(3, "khoảng");
        let number = self.random.u32(2..9000).to_string();
        words.insert(4, &number);
        let mut sentence = words.join(" ");
        let first = sentence.chars().next().into_iter().flat_map(char::to_uppercase).collect::<String>();
        let rest = sentence.chars().next().map_or(0, char::len_utf8);
        sentence.replace_range(..rest, &first);
        sentence + "."
    }

    /// The next article: its id and its text.
    pub(crate) fn article(&mut self) -> (String, String) {
        self.made += 1;
        let id = format!("a{:06}", self.made);
        let again = self.last.take().filter(|_| self.random.usize(..REPRINTED) == 0);
        if let Some((text, year)) = again {
            let (headline, rest) = text.split_once('\n').unwrap_or_default();
            let kept = rest.trim_end().rsplit_once("\n\n").map_or(rest, |(kept, _)| kept);
            self.last = Some((text.clone(), year));
            return (id, format!("Tin lại: {headline}\n{kept}\n"));
        }
        let (year, month, day) =
            (YEARS.0 + self.random.u32(..YEARS.1), self.random.u32(1..13), self.random.u32(1..29));
        // Small numbers come more often than large ones.
        let rare = self.random.f64() * self.random.f64();
        let house = (rare * self.houses.len() as f64) as usize;
        let size = self.houses[house].len();
        let chair = ((self.random.f64() * self.random.f64()) * size as f64) as usize;
        let mut others: Vec<usize> = (0..size).filter(|&at| at != chair).collect();
        self.random.shuffle(&mut others);
        others.truncate(self.random.usize(2..7));
        let holder = |at: usize| {
            let office = &self.houses[house][at];
            let name =
                office.holders.iter().rev().find(|(from, _)| *from <= year).map(|(_, name)| name.clone());
            (office.title, office.body.clone(), name.unwrap_or_default())
        };
        let (title, body, name) = holder(chair);
        let guests: Vec<_> = others.iter().map(|&at| holder(at)).collect();
        let (meeting, topic) = (self.one(&MEETINGS), self.one(&TOPICS));
        let mut text = format!("{body}: bàn việc {topic} số {}\n\n", self.random.u32(1..100_000));
        text += &format!("{day:02}/{month:02}/{year} - 15:40\n\n");
        text += &format!("Sáng {day}/{month}, {title} {body} {name} chủ trì {meeting} về {topic}.");
        let listed: Vec<String> =
            guests.iter().map(|(title, body, name)| format!("{name}, {title} {body}")).collect();
        text += &format!(" Tham dự có các đồng chí: {}.\n\n", listed.join("; "));
        for _ in 0..self.random.usize(2..5) {
            text += &format!("{} {}\n\n", self.words(), self.words());
        }
        let short = name.rsplit(' ').next().unwrap_or_default().to_owned();
        let told: Vec<String> = guests
            .iter()
            .take(2)
            .map(|(_, body, _)| {
                format!("Ông {short} yêu cầu {body} {}.", self.random.choice(TASKS).unwrap_or_default())
            })
            .collect();
        text += &format!("{} {}\n\n", told.join(" "), self.words());
        text += &format!("{}\n", self.words());
        self.last = Some((text.clone(), year));
        (id, text)
    }
}
