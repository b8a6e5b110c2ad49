//! A page without what stands on every page of its site: menus, headers, footers, scripts. Its links are taken before.

use scraper::{ElementRef, Html, Selector};
use url::Url;

/// What is not part of what a page says.
const FURNITURE: &str = "script, style, noscript, template, nav, footer, aside, form, iframe, object, svg, button, link, \
                         body > header, [role=navigation], [role=banner], [role=contentinfo], [role=search]";

/// Where a page says it, the surest first.
const MAIN: &[&str] = &["main", "[role=main]", "article"];

/// What shows that an element holds the page's words.
const WORDS: &str = "h1, h2, h3, h4, table, pre";

/// The page's own part as a document of its own, in UTF-8, and where its links lead.
pub(super) fn strip(text: &str, address: &Url) -> (String, Vec<Url>) {
    let mut html = Html::parse_document(text);
    let links = links(&html, address);
    let furniture: Vec<_> = all(&html, FURNITURE).iter().map(|element| element.id()).collect();
    for id in furniture {
        if let Some(mut node) = html.tree.get_mut(id) {
            node.detach();
        }
    }
    let title = all(&html, "title").first().map(ElementRef::html).unwrap_or_default();
    let metadata: String = all(&html, "meta[name]").iter().map(ElementRef::html).collect();
    let main = MAIN.iter().find_map(|name| {
        let candidates = all(&html, name);
        candidates
            .into_iter()
            .find(|element| Selector::parse(WORDS).is_ok_and(|words| element.select(&words).next().is_some()))
    });
    let body =
        main.or_else(|| all(&html, "body").first().copied()).map(|element| element.inner_html()).unwrap_or_default();
    let page = format!(
        "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n{title}{metadata}\n</head>\n<body>\n{}\n</body>\n</html>\n",
        body.trim()
    );
    (page, links)
}

fn links(html: &Html, address: &Url) -> Vec<Url> {
    let base = all(html, "base[href]").first().and_then(|base| address.join(base.attr("href")?).ok());
    let base = base.as_ref().unwrap_or(address);
    all(html, "a[href]").iter().filter_map(|link| base.join(link.attr("href")?.trim()).ok()).collect()
}

/// The elements that are still in the document.
fn all<'a>(html: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    Selector::parse(selector).map(|selector| html.root_element().select(&selector).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn menus_go_and_their_links_are_kept() {
        let page = "<html><head><title>Show</title><meta name='x' content='y'><script>1</script></head><body>\
                    <header><nav><a href='list.html#top'>List</a></nav></header><main><header><h1>Show</h1></header>\
                    <p onclick='x'>Words <a href='/api/kilns/fire'>fire</a><script>2</script></p></main>\
                    <footer>(c)</footer></body></html>";
        let (kept, links) = strip(page, &Url::parse("https://h.example/api/kilns/show.html").unwrap());
        let links: Vec<&str> = links.iter().map(Url::as_str).collect();
        assert_eq!(links, ["https://h.example/api/kilns/list.html#top", "https://h.example/api/kilns/fire"]);
        assert!(kept.contains("<title>Show</title><meta name=\"x\" content=\"y\">"), "{kept}");
        assert!(kept.contains("<body>\n<header><h1>Show</h1></header>") && kept.contains("Words"), "{kept}");
        for gone in ["script", "nav", "footer", "(c)"] {
            assert!(!kept.contains(gone), "{gone}: {kept}");
        }
    }

    #[test]
    fn a_page_without_a_main_part_is_kept_whole() {
        let (kept, _) = strip("<main></main><table><tr><td>x</td></tr></table>", &Url::parse("https://h/").unwrap());
        assert!(kept.contains("<td>x</td>"), "{kept}");
    }
}
